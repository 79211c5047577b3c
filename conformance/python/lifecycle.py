"""The secret lifecycle through azure-keyvault-secrets, configured by the environment alone."""
import datetime
import os
import sys

from azure.core.exceptions import ResourceNotFoundError
from azure.keyvault.secrets import SecretClient

from steps import credential, failed, refused, step

JSON = '{"user": "app",  "password":"p\\u00e4ss", "n": 1.0}'

client = SecretClient(os.environ["CONFORMANCE_VAULT_URL"], credential())
name = "py-" + os.environ["CONFORMANCE_RUN"]


@step("set")
def _():
    made = client.set_secret(name, "first", content_type="text/plain", tags={"a": "b"})
    assert made.value == "first" and made.properties.tags == {"a": "b"}
    assert made.properties.vault_url.startswith("https://")


@step("get-latest")
def _():
    assert client.get_secret(name).value == "first"


@step("get-version")
def _():
    version = client.get_secret(name).properties.version
    assert len(version) == 32
    assert client.get_secret(name, version).value == "first"


@step("set-json-value")
def _():
    client.set_secret(name, JSON, content_type="application/json")
    assert client.get_secret(name).value == JSON


@step("update")
def _():
    expires = datetime.datetime(2032, 1, 2, tzinfo=datetime.timezone.utc)
    updated = client.update_secret_properties(name, expires_on=expires, tags={"x": "y"})
    assert updated.expires_on == expires and updated.tags == {"x": "y"}
    assert client.get_secret(name).value == JSON


@step("list-pages")
def _():
    wanted = {f"{name}-page-{i}" for i in range(30)}
    for each in wanted:
        client.set_secret(each, "x")
    found = {p.name for p in client.list_properties_of_secrets(max_page_size=10)}
    assert wanted <= found and name in found, wanted - found


@step("list-versions")
def _():
    assert len(list(client.list_properties_of_secret_versions(name))) == 2


blob = b""


@step("backup")
def _():
    global blob
    blob = client.backup_secret(name)
    assert len(blob) > 100


@step("delete")
def _():
    deleted = client.begin_delete_secret(name).result()
    assert deleted.recovery_id and deleted.scheduled_purge_date > deleted.deleted_date


@step("get-deleted")
def _():
    assert client.get_deleted_secret(name).name == name


@step("list-deleted")
def _():
    assert name in {d.name for d in client.list_deleted_secrets()}


@step("conflict-while-deleted")
def _():
    refused(409, "Conflict", lambda: client.set_secret(name, "again"), "ObjectIsDeletedButRecoverable")


@step("recover")
def _():
    client.begin_recover_deleted_secret(name).wait()
    assert client.get_secret(name).value == JSON


@step("purge")
def _():
    client.begin_delete_secret(name).wait()
    client.purge_deleted_secret(name)
    try:
        client.get_deleted_secret(name)
        raise AssertionError("still there")
    except ResourceNotFoundError:
        pass


@step("restore")
def _():
    client.restore_secret_backup(blob)
    assert client.get_secret(name).value == JSON
    assert len(list(client.list_properties_of_secret_versions(name))) == 2


@step("not-found")
def _():
    refused(404, "SecretNotFound", lambda: client.get_secret("no-such-secret"))


@step("disabled")
def _():
    client.update_secret_properties(name, enabled=False)
    refused(403, "Forbidden", lambda: client.get_secret(name), "SecretDisabled")


@step("bad-name")
def _():
    refused(400, "BadParameter", lambda: client.set_secret("under_score", "x"))


sys.exit(1 if failed() else 0)
