"""Keys through azure-keyvault-keys, configured by the environment alone. The SDK does public operations itself, with OpenSSL, and asks the
server for private ones: so each step below holds the server to OpenSSL."""
import datetime
import hashlib
import os
import sys

from azure.core.exceptions import ResourceNotFoundError
from azure.keyvault.keys import (
    JsonWebKey, KeyClient, KeyRotationLifetimeAction, KeyRotationPolicy, KeyRotationPolicyAction)
from azure.keyvault.keys.crypto import (
    CryptographyClient, EncryptionAlgorithm, KeyWrapAlgorithm, SignatureAlgorithm)
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from steps import credential, failed, refused, step

client = KeyClient(os.environ["CONFORMANCE_VAULT_URL"], credential())
name = "py-" + os.environ["CONFORMANCE_RUN"]
PLAIN = b"plain text of 32 bytes, and so on"
HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}
CURVES = {"ES256": "P-256", "ES256K": "P-256K", "ES384": "P-384", "ES512": "P-521"}
blob = b""


def remote(key):
    """Knows the key's name only, so it asks the server; a public key is fetched and used locally."""
    return CryptographyClient(key, credential())


def local(key):
    return CryptographyClient.from_jwk(key.key)


def digest(algorithm):
    return HASHES[algorithm[2:5]](PLAIN).digest()


def number(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


@step("create-rsa")
def _():
    made = client.create_rsa_key(name, size=2048, tags={"a": "b"})
    assert made.key_type == "RSA" and len(made.key.n) == 256 and made.properties.tags == {"a": "b"}
    assert set(made.key_operations) == {"encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"}


@step("create-ec")
def _():
    for curve in CURVES.values():
        made = client.create_ec_key(f"{name}-{curve.lower()}", curve=curve)
        assert made.key.crv == curve and set(made.key_operations) == {"sign", "verify"}


@step("import")
def _():
    pair = rsa.generate_private_key(65537, 2048)
    numbers, open_part = pair.private_numbers(), pair.public_key().public_numbers()
    jwk = JsonWebKey(
        kty="RSA", key_ops=["decrypt", "encrypt", "sign", "verify"], n=number(open_part.n), e=number(open_part.e), d=number(numbers.d),
        p=number(numbers.p), q=number(numbers.q), dp=number(numbers.dmp1), dq=number(numbers.dmq1), qi=number(numbers.iqmp))
    key = client.import_key(f"{name}-imported", jwk)
    ours = CryptographyClient.from_jwk(key.key).encrypt(EncryptionAlgorithm.rsa_oaep_256, PLAIN).ciphertext
    assert remote(key).decrypt(EncryptionAlgorithm.rsa_oaep_256, ours).plaintext == PLAIN
    pair = ec.generate_private_key(ec.SECP384R1())
    numbers = pair.private_numbers()
    point = numbers.public_numbers
    jwk = JsonWebKey(kty="EC", crv="P-384", key_ops=["sign", "verify"], x=point.x.to_bytes(48, "big"), y=point.y.to_bytes(48, "big"),
                     d=numbers.private_value.to_bytes(48, "big"))
    key = client.import_key(f"{name}-imported-ec", jwk)
    signed = remote(key).sign(SignatureAlgorithm.es384, digest("ES384")).signature
    assert local(key).verify(SignatureAlgorithm.es384, digest("ES384"), signed).is_valid


@step("get")
def _():
    latest = client.get_key(name)
    assert client.get_key(name, latest.properties.version).key.n == latest.key.n
    assert latest.id.startswith(os.environ["CONFORMANCE_VAULT_URL"].rstrip("/") + "/keys/" + name + "/")


@step("update")
def _():
    expires = datetime.datetime(2032, 1, 2, tzinfo=datetime.timezone.utc)
    updated = client.update_key_properties(name, expires_on=expires, tags={"x": "y"})
    assert updated.properties.expires_on == expires and updated.properties.tags == {"x": "y"}


@step("list-pages")
def _():
    found = {p.name for p in client.list_properties_of_keys(max_page_size=2)}
    assert {name, f"{name}-p-256", f"{name}-imported"} <= found, found


@step("encrypt")
def _():
    key = client.get_key(name)
    for algorithm in (EncryptionAlgorithm.rsa1_5, EncryptionAlgorithm.rsa_oaep, EncryptionAlgorithm.rsa_oaep_256):
        sealed = local(key).encrypt(algorithm, PLAIN).ciphertext
        opened = remote(key).decrypt(algorithm, sealed)
        assert opened.plaintext == PLAIN and opened.key_id == key.id, algorithm


@step("wrap")
def _():
    key = client.get_key(name)
    for algorithm in (KeyWrapAlgorithm.rsa1_5, KeyWrapAlgorithm.rsa_oaep, KeyWrapAlgorithm.rsa_oaep_256):
        wrapped = local(key).wrap_key(algorithm, PLAIN).encrypted_key
        assert remote(key).unwrap_key(algorithm, wrapped).key == PLAIN, algorithm


@step("sign-rsa")
def _():
    key = client.get_key(name)
    for algorithm in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"):
        signed = remote(key).sign(SignatureAlgorithm(algorithm), digest(algorithm))
        assert signed.key_id == key.id
        assert local(key).verify(SignatureAlgorithm(algorithm), digest(algorithm), signed.signature).is_valid, algorithm


@step("sign-ec")
def _():
    for algorithm, curve in CURVES.items():
        key = client.get_key(f"{name}-{curve.lower()}")
        hashed = digest("ES256" if algorithm == "ES256K" else algorithm)
        signed = remote(key).sign(SignatureAlgorithm(algorithm), hashed).signature
        assert local(key).verify(SignatureAlgorithm(algorithm), hashed, signed).is_valid, algorithm


@step("rotate")
def _():
    before = client.get_key(name)
    rotated = client.rotate_key(name)
    assert rotated.properties.version != before.properties.version and rotated.key.n != before.key.n
    assert len(list(client.list_properties_of_key_versions(name))) == 2


@step("rotation-policy")
def _():
    actions = [KeyRotationLifetimeAction(KeyRotationPolicyAction.rotate, time_after_create="P90D")]
    client.update_key_rotation_policy(name, KeyRotationPolicy(), lifetime_actions=actions, expires_in="P2Y")
    policy = client.get_key_rotation_policy(name)
    assert policy.expires_in == "P2Y" and "P90D" in [a.time_after_create for a in policy.lifetime_actions]


@step("backup")
def _():
    global blob
    blob = client.backup_key(name)
    assert len(blob) > 100


@step("delete")
def _():
    deleted = client.begin_delete_key(name).result()
    assert deleted.recovery_id and deleted.scheduled_purge_date > deleted.deleted_date
    assert client.get_deleted_key(name).name == name
    assert name in {d.name for d in client.list_deleted_keys()}
    refused(409, "Conflict", lambda: client.create_rsa_key(name), "ObjectIsDeletedButRecoverable")


@step("recover")
def _():
    client.begin_recover_deleted_key(name).wait()
    assert client.get_key(name).name == name


@step("purge-restore")
def _():
    client.begin_delete_key(name).wait()
    client.purge_deleted_key(name)
    try:
        client.get_deleted_key(name)
        raise AssertionError("still there")
    except ResourceNotFoundError:
        pass
    restored = client.restore_key_backup(blob)
    sealed = local(restored).encrypt(EncryptionAlgorithm.rsa_oaep, PLAIN).ciphertext
    assert remote(restored).decrypt(EncryptionAlgorithm.rsa_oaep, sealed).plaintext == PLAIN


@step("refusals")
def _():
    refused(404, "KeyNotFound", lambda: client.get_key("no-such-key"))
    refused(400, "BadParameter", lambda: client.create_rsa_key("under_score"))
    key = client.create_rsa_key(f"{name}-narrow", key_operations=["verify"])
    refused(403, "Forbidden", lambda: CryptographyClient(key.id, credential()).sign(SignatureAlgorithm.rs256, digest("RS256")), "KeyOperationForbidden")
    client.update_key_properties(name, enabled=False)
    refused(403, "Forbidden", lambda: CryptographyClient(client.get_key(name).id, credential()).decrypt(
        EncryptionAlgorithm.rsa_oaep, b"x" * 256), "KeyDisabled")


sys.exit(1 if failed() else 0)
