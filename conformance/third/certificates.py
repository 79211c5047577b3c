"""Two certificates over public keys of the vault, and the two GETs that jsign and keyvault-jca look them up with.

A stand-in for what the server does not have yet: it answers `/certificates` and the chain under `/secrets` at a name of its own below the vault's
domain, and names the vault's keys in `kid`. Everything that needs the private key goes to the server, by that `kid`.
"""
import base64
import datetime
import http.server
import json
import os
import pathlib
import ssl
import subprocess
import sys

from azure.identity import ManagedIdentityCredential
from azure.keyvault.keys import KeyClient
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

data, address, host, folder = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
run, domain = os.environ["CONFORMANCE_RUN"], host.split(".", 1)[1]
PEM = serialization.Encoding.PEM
authority_key = ec.generate_private_key(ec.SECP256R1())
now = datetime.datetime.now(datetime.timezone.utc)


def certified(name, key, signer, *extensions):
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Conformance CA")])
    builder = x509.CertificateBuilder(
        issuer, subject, key, x509.random_serial_number(), now - datetime.timedelta(hours=1), now + datetime.timedelta(days=2))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signer, hashes.SHA256())


def public_key(jwk):
    def number(value):
        return int.from_bytes(value, "big")
    if jwk.kty == "RSA":
        return rsa.RSAPublicNumbers(number(jwk.e), number(jwk.n)).public_key()
    return ec.EllipticCurvePublicNumbers(number(jwk.x), number(jwk.y), ec.SECP256R1()).public_key()


authority = certified("Conformance CA", authority_key.public_key(), authority_key, (x509.BasicConstraints(True, None), True))
usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CODE_SIGNING, x509.ExtendedKeyUsageOID.SERVER_AUTH])
client = KeyClient(os.environ["CONFORMANCE_VAULT_URL"], ManagedIdentityCredential())
DOCUMENTS, listed = {}, []
for kind, key in [("rsa", client.create_rsa_key(f"third-rsa-{run}", size=2048)), ("ec", client.create_ec_key(f"third-ec-{run}", curve="P-256"))]:
    name = f"tls.{kind}.localhost"
    made = certified(name, public_key(key.key), authority_key, (x509.SubjectAlternativeName([x509.DNSName(name)]), False), (usage, False),
                     (x509.KeyUsage(True, False, False, False, False, False, False, False, False), True))
    chain = made.public_bytes(PEM) + authority.public_bytes(PEM)
    (folder / f"{kind}.pem").write_bytes(chain)
    place = f"https://{host}/certificates/{kind}"
    listed.append({"id": place})
    DOCUMENTS[f"/certificates/{kind}"] = {
        "id": f"{place}/1", "kid": key.id, "sid": f"https://{host}/secrets/{kind}/1",
        "cer": base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode(),
        "policy": {"key_props": {"kty": key.key.kty, "exportable": False}}}
    DOCUMENTS[f"/secrets/{kind}"] = {"value": chain.decode(), "contentType": "application/x-pem-file"}
DOCUMENTS["/certificates"] = {"value": listed}
(folder / "ca.pem").write_bytes(authority.public_bytes(PEM))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        allowed = self.headers.get("Authorization", "").startswith("Bearer ")
        document = DOCUMENTS.get(self.path.split("?")[0]) if allowed else None
        body = json.dumps(document or {"error": {"code": "NotFound", "message": "was not found in this key vault"}}).encode()
        self.send_response(200 if document else 404 if allowed else 401)
        if not allowed:
            login = f"{os.environ['AZURE_AUTHORITY_HOST'].rstrip('/')}/{os.environ['AZURE_TENANT_ID']}"
            self.send_header("WWW-Authenticate", f'Bearer authorization="{login}", resource="https://{domain}"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


subprocess.run(["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", folder / "host.key",
                "-out", folder / "host.csr", "-subj", f"/CN={host}"], check=True, capture_output=True)
(folder / "host.ext").write_text(f"subjectAltName=DNS:{host}\n")
subprocess.run(["openssl", "x509", "-req", "-in", folder / "host.csr", "-CA", data / "tls/ca.pem", "-CAkey", data / "tls/ca.key", "-days", "2",
                "-extfile", folder / "host.ext", "-out", folder / "host.pem"], check=True, capture_output=True)
server = http.server.ThreadingHTTPServer((address, 443), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder / "host.pem", folder / "host.key")
server.socket = context.wrap_socket(server.socket, server_side=True)
(folder / "ready").touch()
server.serve_forever()
