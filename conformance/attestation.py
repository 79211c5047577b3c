"""An authority that vouches for environments: `attestation.py URL FOLDER` leaves in FOLDER what a server needs to believe it (`issuers.yaml`), the
key of one environment (`environment.pem`), and two tokens with its public half, of which one says that the environment is secure."""
import json
import pathlib
import sys
import time

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

url, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
authority, environment = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


def public(key, **more):
    return json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())) | more


(folder / "keys.json").write_text(json.dumps({"keys": [public(authority, kid="authority", use="sig", alg="RS256")]}))
(folder / "issuers.yaml").write_text(f"issuers:\n  - url: {url}\n    name: attestation\n    keys-file: {folder / 'keys.json'}\n")
(folder / "environment.pem").write_bytes(environment.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
now = int(time.time())
for name, secure in {"secure": True, "insecure": False}.items():
    claims = {"iss": url, "iat": now, "nbf": now, "exp": now + 3 * 3600, "environment": {"secure": secure},
              "x-ms-runtime": {"keys": [public(environment, kid="TpmEphemeralEncryptionKey", key_ops=["encrypt"])]}}
    (folder / name).write_text(jwt.encode(claims, authority, algorithm="RS256", headers={"kid": "authority"}))
