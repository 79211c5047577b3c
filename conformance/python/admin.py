"""Managed HSMs through azure-keyvault-administration and azure-keyvault-keys."""
import os
import sys
import uuid

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.keyvault.administration import (
    KeyVaultAccessControlClient, KeyVaultBackupClient, KeyVaultDataAction, KeyVaultPermission, KeyVaultRoleScope, KeyVaultSettingsClient)
from azure.keyvault.keys import KeyClient
from azure.keyvault.keys.crypto import CryptographyClient, EncryptionAlgorithm

from steps import credential, failed, step

url, run = os.environ["CONFORMANCE_HSM_URL"], os.environ["CONFORMANCE_RUN"]
access, settings, backups, keys = (
    kind(url, credential()) for kind in (KeyVaultAccessControlClient, KeyVaultSettingsClient, KeyVaultBackupClient, KeyClient))
CRYPTO_USER = "Managed HSM Crypto User"
somebody = str(uuid.uuid4())


def give(*wanted):
    """Roles for ourselves, at the keys."""
    me = next(one.properties.principal_id for one in access.list_role_assignments(KeyVaultRoleScope.GLOBAL))
    roles = {role.role_name: role.id for role in access.list_role_definitions(KeyVaultRoleScope.KEYS)}
    return [access.create_role_assignment(KeyVaultRoleScope.KEYS, roles[role], me) for role in wanted]


def take(given):
    for one in given:
        access.delete_role_assignment(KeyVaultRoleScope.KEYS, one.name)


@step("role-definitions")
def _():
    found = {role.role_name: role for role in access.list_role_definitions(KeyVaultRoleScope.GLOBAL)}
    assert len(found) >= 9 and CRYPTO_USER in found, found.keys()
    one = access.get_role_definition(KeyVaultRoleScope.GLOBAL, found[CRYPTO_USER].name)
    assert one.role_type == "AKVBuiltInRole" and KeyVaultDataAction.SIGN_HSM_KEY in one.permissions[0].data_actions, one.role_type


@step("custom-role")
def _():
    name = str(uuid.uuid4())
    allowed = [KeyVaultPermission(data_actions=[KeyVaultDataAction.READ_HSM_KEY])]
    made = access.set_role_definition(KeyVaultRoleScope.GLOBAL, name=name, role_name=f"py {run}", description="Reads", permissions=allowed)
    assert made.role_type == "CustomRole" and made.description == "Reads"
    changed = access.set_role_definition(KeyVaultRoleScope.GLOBAL, name=name, role_name=f"py {run}", description="Only reads", permissions=allowed)
    assert changed.description == "Only reads"
    access.delete_role_definition(KeyVaultRoleScope.GLOBAL, name)
    try:
        access.get_role_definition(KeyVaultRoleScope.GLOBAL, name)
        raise AssertionError("still there")
    except ResourceNotFoundError:
        pass


@step("role-assignments")
def _():
    role = next(role for role in access.list_role_definitions(KeyVaultRoleScope.KEYS) if role.role_name == CRYPTO_USER)
    made = access.create_role_assignment(KeyVaultRoleScope.KEYS, role.id, somebody)
    assert made.properties.principal_id == somebody and made.properties.scope == "/keys", made.properties
    assert access.get_role_assignment(KeyVaultRoleScope.KEYS, made.name).role_assignment_id == made.role_assignment_id
    assert made.name in {one.name for one in access.list_role_assignments(KeyVaultRoleScope.KEYS)}
    access.delete_role_assignment(KeyVaultRoleScope.KEYS, made.name)
    assert made.name not in {one.name for one in access.list_role_assignments(KeyVaultRoleScope.KEYS)}


@step("settings")
def _():
    (setting,) = settings.list_settings()
    for value in (True, False):
        setting.value = str(value).lower()
        assert settings.update_setting(setting).getboolean() is value
        assert settings.get_setting(setting.name).getboolean() is value


@step("keys")
def _():
    """An administrator of the HSM may not use keys until somebody, who may be the same, says so."""
    try:
        keys.create_rsa_key(f"py-{run}", hardware_protected=False)
        raise AssertionError("was not refused")
    except HttpResponseError as refusal:
        assert refusal.status_code == 403, refusal
    given = give(CRYPTO_USER, "Managed HSM Crypto Officer")
    key = keys.create_rsa_key(f"py-{run}", hardware_protected=False, size=2048)
    crypto = CryptographyClient(key, credential())
    assert crypto.decrypt(EncryptionAlgorithm.rsa_oaep_256, crypto.encrypt(EncryptionAlgorithm.rsa_oaep_256, b"text").ciphertext).plaintext == b"text"
    assert len(keys.get_random_bytes(32)) == 32
    keys.begin_delete_key(key.name).wait()
    keys.purge_deleted_key(key.name)
    take(given)


@step("backup")
def _():
    """A full backup, one key out of it, and all of it; each looked at first."""
    given = give(CRYPTO_USER, "Managed HSM Crypto Officer")
    name, how = f"pyb-{run}", {"sas_token": "sv=1&sig=x", "_polling_interval": 1}
    made = keys.create_rsa_key(name, hardware_protected=False, size=2048)
    container = "https://backups.blob.storage.example/python"
    backups.begin_pre_backup(container, **how).wait()
    folder = backups.begin_backup(container, **how).result().folder_url
    assert folder.startswith(f"{container}/mhsm-"), folder
    keys.begin_delete_key(name).wait()
    keys.purge_deleted_key(name)
    backups.begin_restore(folder, key_name=name, **how).wait()
    assert keys.get_key(name).id == made.id
    keys.create_rsa_key(f"{name}-later", hardware_protected=False, size=2048)
    backups.begin_pre_restore(folder, **how).wait()
    backups.begin_restore(folder, **how).wait()
    assert [key.name for key in keys.list_properties_of_keys() if key.name.startswith(name)] == [name]
    keys.begin_delete_key(name).wait()
    keys.purge_deleted_key(name)
    take(given)


sys.exit(1 if failed() else 0)
