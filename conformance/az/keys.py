"""`az keyvault key`: each step compares what the server did with openssl or with what another command shows."""
import base64
import hashlib
import json
import os
import pathlib
import subprocess

TEXT = "vier lila elefanten"
DIGEST = hashlib.sha256(TEXT.encode()).digest()


def encoded(value):
    return base64.b64encode(value).decode()


def openssl(*words):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {words[0]}: {done.stderr.strip()}")
    return done.stdout


def der(signature):
    """An ECDSA signature as openssl reads it, of the two halves that Key Vault gives."""
    def number(value):
        value = value.lstrip(b"\0") or b"\0"
        value = b"\0" + value if value[0] > 127 else value
        return bytes([2, len(value)]) + value
    half = len(signature) // 2
    both = number(signature[:half]) + number(signature[half:])
    return bytes([0x30, len(both)]) + both


def steps(az, want, folder: pathlib.Path, vault, run, premium, group):
    name = f"azk{run}"
    one = f"--vault-name {vault} -n {name}"
    curve = f"--vault-name {vault} -n {name}-ec"

    def signed(key, algorithm, convert):
        """A signature of the vault over a file, checked by openssl with the downloaded public key, then by the vault."""
        public, data, file = folder / f"{algorithm}.pem", folder / "text", folder / f"{algorithm}.sig"
        data.write_text(TEXT)
        public.unlink(missing_ok=True)
        az(f"keyvault key download {key} -f {public}")
        signature = az(f"keyvault key sign {key} -a {algorithm} --digest {encoded(DIGEST)}")["signature"]
        file.write_bytes(convert(base64.b64decode(signature)))
        want("OK" in openssl("dgst", "-sha256", "-verify", public, "-signature", file, data), f"openssl to accept {algorithm}")
        verify = f"keyvault key verify {key} -a {algorithm} --signature {signature} --digest"
        want(az(f"{verify} {encoded(DIGEST)}")["isValid"] is True, "a valid signature")
        want(az(f"{verify} {encoded(DIGEST[::-1])}")["isValid"] is False, "no valid signature of something else")

    def keys():
        made = az(f"keyvault key create {one} --kty RSA --size 2048 --tags a=b")
        want(made["key"]["kty"] == "RSA" and made["tags"] == {"a": "b"}, "an RSA key")
        want(az(f"keyvault key create {curve} --kty EC --curve P-256")["key"]["crv"] == "P-256", "a key on P-256")
        want({name, f"{name}-ec"} <= {k["name"] for k in az(f"keyvault key list --vault-name {vault}")}, "both in the list")
        want(az(f"keyvault key show {one}")["key"]["kid"] == made["key"]["kid"], "the key")
        changed = az(f"keyvault key set-attributes {one} --enabled false --tags x=y --expires 2032-01-02T00:00:00Z")
        want(changed["attributes"]["enabled"] is False and changed["tags"] == {"x": "y"}, "a disabled key")
        az(f"keyvault key sign {one} -a RS256 --digest {encoded(DIGEST)}", fails="disabled")
        az(f"keyvault key set-attributes {one} --enabled true")
        az(f"keyvault key show --vault-name {vault} -n nothing{run}", fails="KeyNotFound")

    def using():
        signed(one, "RS256", bytes)
        signed(curve, "ES256", der)
        sealed = az(f"keyvault key encrypt {one} -a RSA-OAEP-256 --data-type plaintext --value", TEXT)["result"]
        want(az(f"keyvault key decrypt {one} -a RSA-OAEP-256 --data-type plaintext --value", sealed)["result"] == TEXT, "the text")
        data, public, file = folder / "text", folder / "RS256.pem", folder / "sealed"
        openssl("pkeyutl", "-encrypt", "-pubin", "-inkey", public, "-in", data, "-out", file, "-pkeyopt", "rsa_padding_mode:oaep")
        opened = az(f"keyvault key decrypt {one} -a RSA-OAEP --value", encoded(file.read_bytes()))["result"]
        want(base64.b64decode(opened).decode() == TEXT, "openssl's text")

    def imports():
        pem = folder / "imported.pem"
        openssl("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", pem)
        key = f"--vault-name {vault} -n {name}-imported"
        az(f"keyvault key import {key} --pem-file {pem}")
        az(f"keyvault key download {key} -f {folder}/public.pem")
        want(openssl("pkey", "-in", pem, "-pubout") == (folder / "public.pem").read_text(), "the public half of what was imported")

    def rotation():
        policy = folder / "policy.json"
        policy.write_text(json.dumps({
            "lifetimeActions": [{"trigger": {"timeAfterCreate": "P90D"}, "action": {"type": "Rotate"}}],
            "attributes": {"expiryTime": "P2Y"}}))
        az(f"keyvault key rotation-policy update {one} --value {policy}")
        shown = az(f"keyvault key rotation-policy show {one}")
        want(shown["expiresIn"] == "P2Y" and shown["lifetimeActions"][0]["timeAfterCreate"] == "P90D", "the policy")
        before = az(f"keyvault key show {one}")["key"]["kid"]
        want(az(f"keyvault key rotate {one}")["key"]["kid"] != before, "another version")
        want(len(az(f"keyvault key list-versions {one}")) == 2, "two versions")

    def life():
        az(f"keyvault key backup {one} -f {folder}/key")
        az(f"keyvault key delete {one}")
        want(name in [k["name"] for k in az(f"keyvault key list-deleted --vault-name {vault}")], "the deleted key")
        want(az(f"keyvault key show-deleted {one}")["scheduledPurgeDate"], "its end")
        az(f"keyvault key recover {one}")
        az(f"keyvault key delete {one}")
        az(f"keyvault key purge {one}")
        az(f"keyvault key restore --vault-name {vault} -f {folder}/key")
        want(len(az(f"keyvault key list-versions {one}")) == 2, "two versions again")

    def symmetric():
        """A key of type oct, which a vault of sku premium has; az adds the nonce and the tag of what was sealed."""
        az(f"keyvault create -n {premium} -g {group} -l local --sku premium --enable-rbac-authorization false")
        secret = f"--vault-name {premium} -n oct"
        az(f"keyvault key create {secret} --kty oct --size 256 --ops encrypt decrypt wrapKey unwrapKey")
        sealed = az(f"keyvault key encrypt {secret} -a A256GCM --data-type plaintext --aad 0102 --value", TEXT)
        opened = f"keyvault key decrypt {secret} -a A256GCM --data-type plaintext --iv {sealed['iv']} --tag {sealed['tag']} --value"
        want(az(f"{opened} {sealed['result']} --aad 0102")["result"] == TEXT, "the text")
        az(f"{opened} {sealed['result']} --aad 0103", fails="BadParameter")

    def byok():
        """A key that arrives in the HSM, wrapped for one there. openssl wraps."""
        hsm, file = f"--vault-name {premium} -n", folder / "key.byok"
        under = az(f"keyvault key create {hsm} kek --kty RSA-HSM --size 2048 --ops import")["key"]["kid"]
        az(f"keyvault key download {hsm} kek -f {folder}/kek.pem")
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", folder / "own.pem")
        openssl("pkcs8", "-topk8", "-nocrypt", "-in", folder / "own.pem", "-outform", "DER", "-out", folder / "own.der")
        transport = os.urandom(32)
        (folder / "transport").write_bytes(transport)
        openssl("pkeyutl", "-encrypt", "-pubin", "-inkey", folder / "kek.pem", "-in", folder / "transport", "-out", folder / "sealed",
                "-pkeyopt", "rsa_padding_mode:oaep")
        openssl("enc", "-id-aes256-wrap-pad", "-K", transport.hex(), "-iv", "a65959a6", "-in", folder / "own.der", "-out", folder / "wrapped")
        ciphertext = (folder / "sealed").read_bytes() + (folder / "wrapped").read_bytes()
        file.write_text(json.dumps({
            "schema_version": "1.0.0", "header": {"kid": under, "alg": "dir", "enc": "CKM_RSA_AES_KEY_WRAP"},
            "ciphertext": base64.urlsafe_b64encode(ciphertext).rstrip(b"=").decode(), "generator": "conformance"}))
        made = az(f"keyvault key import {hsm} brought --byok-file {file} --ops sign verify")
        want(made["key"]["kty"] == "RSA-HSM", "a key in the HSM")
        az(f"keyvault key download {hsm} brought -f {folder}/brought.pem")
        want(openssl("pkey", "-in", folder / "own.pem", "-pubout") == (folder / "brought.pem").read_text(), "the public half of what was brought")
        signed(f"{hsm} brought", "RS256", bytes)
        az(f"keyvault delete -n {premium}")
        az(f"keyvault purge -n {premium}")

    return [("keys", keys), ("key-use", using), ("key-import", imports), ("key-rotation", rotation), ("key-life", life), ("key-oct", symmetric), ("key-byok", byok)]
