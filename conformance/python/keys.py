"""Keys through azure-keyvault-keys, configured by the environment alone. The SDK does public operations itself, with OpenSSL, and asks the
server for private ones: so each step below holds the server to OpenSSL."""
import base64
import datetime
import hashlib
import hmac
import json
import os
import pathlib
import sys

import jwt
from azure.core.exceptions import ResourceNotFoundError
from azure.core.rest import HttpRequest
from azure.keyvault.keys import (
    JsonWebKey, KeyClient, KeyExportEncryptionAlgorithm, KeyReleasePolicy, KeyRotationLifetimeAction, KeyRotationPolicy, KeyRotationPolicyAction)
from azure.keyvault.keys.crypto import (
    CryptographyClient, EncryptionAlgorithm, KeyWrapAlgorithm, SignatureAlgorithm)
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

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


def private(pair, uses):
    numbers, point = pair.private_numbers(), pair.public_key().public_numbers()
    return JsonWebKey(
        kty="RSA", key_ops=uses, n=number(point.n), e=number(point.e), d=number(numbers.d),
        p=number(numbers.p), q=number(numbers.q), dp=number(numbers.dmp1), dq=number(numbers.dmq1), qi=number(numbers.iqmp))


def post(far, operation, algorithm, value, **more):
    """An operation by the server that the SDK would rather do itself."""
    def text(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    body = {"alg": algorithm, "value": text(value)} | {name: text(data) for name, data in more.items()}
    path = far.key_id.removeprefix(client.vault_url.rstrip("/") + "/")
    answer = client.send_request(HttpRequest("POST", f"{path}/{operation}?api-version=7.4", json=body))
    answer.raise_for_status()
    result = answer.json()["value"]
    return base64.urlsafe_b64decode(result + "=" * (-len(result) % 4))


def agree(near, far, algorithm):
    hashed, kind = digest("ES256" if algorithm == "ES256K" else algorithm), SignatureAlgorithm(algorithm)
    assert near.verify(kind, hashed, far.sign(kind, hashed).signature).is_valid, algorithm
    ours = near.sign(kind, hashed).signature
    assert verdict(far, kind, hashed, ours) and not verdict(far, kind, hashed[::-1], ours), algorithm


def verdict(far, algorithm, hashed, signature):
    """The server's, as the SDK would verify by itself."""
    path = far.key_id.removeprefix(client.vault_url.rstrip("/") + "/")
    answer = client.send_request(HttpRequest("POST", f"{path}/verify?api-version=7.4", json={
        "alg": algorithm, "digest": base64.urlsafe_b64encode(hashed).decode(), "value": base64.urlsafe_b64encode(signature).decode()}))
    answer.raise_for_status()
    return answer.json()["value"]


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
    jwk = private(pair, ["decrypt", "encrypt", "sign", "verify"])
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


@step("local-remote")
def _():
    """The same private key here and there: what one seals or signs the other opens or verifies, for each algorithm."""
    pair = rsa.generate_private_key(65537, 2048)
    jwk = private(pair, ["decrypt", "encrypt", "sign", "verify", "wrapKey", "unwrapKey"])
    far, near = remote(client.import_key(f"{name}-both", jwk)), CryptographyClient.from_jwk(jwk)
    for algorithm in (EncryptionAlgorithm.rsa1_5, EncryptionAlgorithm.rsa_oaep, EncryptionAlgorithm.rsa_oaep_256):
        assert far.decrypt(algorithm, near.encrypt(algorithm, PLAIN).ciphertext).plaintext == PLAIN, algorithm
        sealed = post(far, "encrypt", algorithm, PLAIN)
        assert near.decrypt(algorithm, sealed).plaintext == PLAIN, algorithm
        assert near.unwrap_key(KeyWrapAlgorithm(algorithm), post(far, "wrapkey", algorithm, PLAIN)).key == PLAIN, algorithm
    for algorithm in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"):
        agree(near, far, algorithm)
    for algorithm, curve, kind, size in (
            ("ES256", "P-256", ec.SECP256R1, 32), ("ES256K", "P-256K", ec.SECP256K1, 32), ("ES384", "P-384", ec.SECP384R1, 48),
            ("ES512", "P-521", ec.SECP521R1, 66)):
        numbers = ec.generate_private_key(kind()).private_numbers()
        x, y = numbers.public_numbers.x, numbers.public_numbers.y
        jwk = JsonWebKey(kty="EC", crv=curve, key_ops=["sign", "verify"], x=x.to_bytes(size, "big"), y=y.to_bytes(size, "big"),
                         d=numbers.private_value.to_bytes(size, "big"))
        agree(CryptographyClient.from_jwk(jwk), remote(client.import_key(f"{name}-both-{curve}", jwk)), algorithm)


@step("bare-signature")
def _():
    """RSNULL, PKCS #1 v1.5 around what the caller gives: the SDK has no name for it, so it goes past it."""
    pair = rsa.generate_private_key(65537, 2048)
    numbers, point = pair.private_numbers(), pair.public_key().public_numbers()
    far = remote(client.import_key(f"{name}-bare", private(pair, ["sign", "verify"])))
    padded = b"\0\1" + b"\xff" * (253 - len(PLAIN)) + b"\0" + PLAIN
    ours = pow(int.from_bytes(padded, "big"), numbers.d, point.n).to_bytes(256, "big")
    assert post(far, "sign", "RSNULL", PLAIN) == ours and verdict(far, "RSNULL", PLAIN, ours) and not verdict(far, "RSNULL", PLAIN[1:], ours)


@step("bring-your-own")
def _():
    """A key that arrives wrapped under one of the vault's (CKM_RSA_AES_KEY_WRAP), as a .byok file has it; OpenSSL wraps."""
    under = client.create_rsa_key(f"{name}-transport", size=2048, key_operations=["import"])
    pair, transport = rsa.generate_private_key(65537, 3072), os.urandom(32)
    pkcs8 = pair.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    point = rsa.RSAPublicNumbers(int.from_bytes(under.key.e, "big"), int.from_bytes(under.key.n, "big")).public_key()
    sha1 = padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None)
    wrapped = point.encrypt(transport, sha1) + keywrap.aes_key_wrap_with_padding(transport, pkcs8)
    parcel = {"schema_version": "1.0.0", "header": {"kid": under.id, "alg": "dir", "enc": "CKM_RSA_AES_KEY_WRAP"},
              "ciphertext": base64.urlsafe_b64encode(wrapped).rstrip(b"=").decode(), "generator": "conformance"}
    key = client.import_key(f"{name}-brought", JsonWebKey(kty="RSA", key_ops=["sign", "verify"], t=json.dumps(parcel).encode()))
    assert int.from_bytes(key.key.n, "big") == pair.public_key().public_numbers().n
    agree(CryptographyClient.from_jwk(private(pair, ["sign", "verify"])), remote(key), "PS256")


def released(attestation, policy, hardware):
    made = client.create_ec_key(
        f"{name}-leaves", curve="P-256", hardware_protected=hardware, exportable=True,
        release_policy=KeyReleasePolicy(json.dumps(policy).encode()))
    assert made.key_type == ("EC-HSM" if hardware else "EC")
    assert made.properties.exportable and json.loads(made.properties.release_policy.encoded_policy) == policy
    answer = client.release_key(
        made.name, (attestation / "secure").read_text(), algorithm=KeyExportEncryptionAlgorithm.ckm_rsa_aes_key_wrap, nonce="once")
    signer = jwt.PyJWKClient(os.environ["AZURE_AUTHORITY_HOST"] + "/common/discovery/v2.0/keys").get_signing_key_from_jwt(answer.value)
    told = jwt.decode(answer.value, signer.key, algorithms=["RS256"], options={"verify_aud": False})
    assert told["request"]["nonce"] == "once", told["request"]
    parcel = json.loads(base64.urlsafe_b64decode(told["response"]["key"]["key"]["key_hsm"] + "=="))
    wrapped = base64.urlsafe_b64decode(parcel["ciphertext"] + "==")
    environment = serialization.load_pem_private_key((attestation / "environment.pem").read_bytes(), None)
    transport = environment.decrypt(wrapped[:256], padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None))
    pair = serialization.load_der_private_key(keywrap.aes_key_unwrap_with_padding(transport, wrapped[256:]), None)
    point = pair.public_key().public_numbers()
    assert (point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")) == (made.key.x, made.key.y), "another key"
    refused(403, "Forbidden", lambda: client.release_key(made.name, (attestation / "insecure").read_text()))


@step("release")
def _():
    """A key goes to an environment that an authority of its policy calls secure, wrapped for that environment's key; OpenSSL unwraps."""
    attestation = pathlib.Path(os.environ["CONFORMANCE_ATTESTATION"])
    policy = {"version": "1.0.0", "anyOf": [{
        "authority": os.environ["CONFORMANCE_AUTHORITY"], "allOf": [{"claim": "environment.secure", "equals": True}]}]}
    for hardware in (False, True):
        released(attestation, policy, hardware)


@step("symmetric")
def _():
    """AES and HMAC by the server against OpenSSL and, where it has them, the SDK's own. With a symmetric key that it has fetched, which comes
    without its value, this SDK wraps and pads under a random key of its own: so the server is asked past it."""
    uses, block, iv, aad = ["encrypt", "decrypt", "wrapKey", "unwrapKey", "sign", "verify"], b"sixteen bytes. " * 2 + b"..", b"i" * 16, b"more"
    for bits in ("128", "192", "256"):
        raw = os.urandom(int(bits) // 8)
        jwk = JsonWebKey(kty="oct", k=raw, key_ops=uses)
        far, near = remote(client.import_key(f"{name}-oct-{bits}", jwk)), CryptographyClient.from_jwk(jwk)
        cbc = Cipher(algorithms.AES(raw), modes.CBC(iv)).encryptor()
        plain = EncryptionAlgorithm(f"A{bits}CBC")
        sealed = far.encrypt(plain, block, iv=iv).ciphertext
        assert sealed == cbc.update(block) + cbc.finalize() and far.decrypt(plain, sealed, iv=iv).plaintext == block
        padded = EncryptionAlgorithm(f"A{bits}CBCPAD")
        assert post(far, "decrypt", padded, near.encrypt(padded, PLAIN, iv=iv).ciphertext, iv=iv) == PLAIN
        assert near.decrypt(padded, post(far, "encrypt", padded, PLAIN, iv=iv), iv=iv).plaintext == PLAIN
        gcm = EncryptionAlgorithm(f"A{bits}GCM")
        sealed = far.encrypt(gcm, PLAIN, additional_authenticated_data=aad)
        assert AESGCM(raw).decrypt(sealed.iv, sealed.ciphertext + sealed.tag, aad) == PLAIN
        ours = AESGCM(raw).encrypt(iv[:12], PLAIN, aad)
        opened = far.decrypt(gcm, ours[:-16], iv=iv[:12], authentication_tag=ours[-16:], additional_authenticated_data=aad)
        assert opened.plaintext == PLAIN
        wrap = KeyWrapAlgorithm(f"A{bits}KW")
        assert near.unwrap_key(wrap, post(far, "wrapkey", wrap, block)).key == block
        assert post(far, "unwrapkey", wrap, near.wrap_key(wrap, block).encrypted_key) == block
        for hashing in ("HS256", "HS384", "HS512"):
            value, kind = digest(hashing), SignatureAlgorithm(hashing)
            code = far.sign(kind, value).signature
            assert code == hmac.digest(raw, value, HASHES[hashing[2:]]) and far.verify(kind, value, code).is_valid, hashing
            assert not far.verify(kind, value[::-1], code).is_valid, hashing


@step("random-attestation")
def _():
    """On a vault too; a key that is in no HSM has nothing attested."""
    assert len(client.get_random_bytes(32)) == 32 and client.get_random_bytes(32) != client.get_random_bytes(32)
    assert client.get_key_attestation(name).properties.name == name


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
