"""SOPS: a file encrypted under a key of the vault, by the `sops` command."""
import json

from azure.identity import ManagedIdentityCredential
from azure.keyvault.keys import KeyClient

from steps import end, env, folder, run, step

SOPS = env["CONFORMANCE_SOPS"]
TEXT = "database:\n    password: correct horse battery staple\n    port: 5432\n"
client = KeyClient(env["CONFORMANCE_VAULT_URL"], ManagedIdentityCredential())
name = f"sops-{env['CONFORMANCE_RUN']}"
plain, sealed = folder / "secrets.yaml", folder / "secrets.enc.yaml"
plain.write_text(TEXT)


@step("encrypt")
def _():
    key = client.create_rsa_key(name, size=2048)
    sealed.write_text(run(SOPS, "encrypt", "--azure-kv", key.id, plain))
    text = sealed.read_text()
    assert "ENC[AES256_GCM" in text and "correct horse" not in text and key.properties.version in text


@step("decrypt")
def _():
    assert run(SOPS, "decrypt", sealed) == TEXT
    assert run(SOPS, "decrypt", "--extract", '["database"]["password"]', sealed) == "correct horse battery staple"


@step("latest-version")
def _():
    """SOPS asks the vault which version is the latest when the URL names none."""
    file = folder / "secrets.json"
    file.write_text('{"token": "abc"}')
    url = f"{env['CONFORMANCE_VAULT_URL'].rstrip('/')}/keys/{name}"
    run(SOPS, "encrypt", "-i", "--azure-kv", url, file)
    (used,) = json.loads(file.read_text())["sops"]["azure_kv"]
    assert used["version"] == client.get_key(name).properties.version
    assert json.loads(run(SOPS, "decrypt", file)) == {"token": "abc"}


@step("rotate")
def _():
    """After a rotation of the vault's key, old files open with the old version; a new data key goes under the new one."""
    old = client.get_key(name).properties.version
    new = client.rotate_key(name)
    assert run(SOPS, "decrypt", sealed) == TEXT
    run(SOPS, "rotate", "-i", "--add-azure-kv", new.id, "--rm-azure-kv", f"{env['CONFORMANCE_VAULT_URL'].rstrip('/')}/keys/{name}/{old}", sealed)
    assert new.properties.version in sealed.read_text() and old not in sealed.read_text()
    assert run(SOPS, "decrypt", sealed) == TEXT


@step("disabled")
def _():
    client.update_key_properties(name, enabled=False)
    run(SOPS, "decrypt", sealed, fails="KeyDisabled")
    client.update_key_properties(name, enabled=True)


@step("tampered")
def _():
    broken = folder / "broken.yaml"
    broken.write_text(sealed.read_text().replace("port: ENC[AES256_GCM,data:", "port: ENC[AES256_GCM,data:A"))
    run(SOPS, "decrypt", broken, fails="")


end()
