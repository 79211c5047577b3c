"""A second issuer: its own key, its own discovery document over HTTPS, and one signed assertion in a file."""
import http.server
import json
import pathlib
import ssl
import subprocess
import sys
import time

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

data, host, assertion = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
port = 9443
issuer = f"https://{host}:{port}"
work = assertion.parent
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

ca = data / "tls"
subprocess.run(["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", work / "issuer.key",
                "-out", work / "issuer.csr", "-subj", f"/CN={host}"], check=True)
(work / "issuer.ext").write_text(f"subjectAltName=DNS:{host}\n")
subprocess.run(["openssl", "x509", "-req", "-in", work / "issuer.csr", "-CA", ca / "ca.pem", "-CAkey", ca / "ca.key", "-days", "2",
                "-extfile", work / "issuer.ext", "-out", work / "issuer.pem"], check=True)

jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
jwk.update(kid="conformance", use="sig", alg="RS256")
DOCUMENTS = {
    "/.well-known/openid-configuration": {
        "issuer": issuer, "jwks_uri": issuer + "/keys", "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]},
    "/keys": {"keys": [jwk]},
}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        document = DOCUMENTS.get(self.path)
        self.send_response(200 if document else 404)
        body = json.dumps(document or {}).encode()
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(work / "issuer.pem", work / "issuer.key")
server.socket = context.wrap_socket(server.socket, server_side=True)
now = int(time.time())
assertion.write_text(jwt.encode(
    {"iss": issuer, "sub": "system:serviceaccount:default:app", "aud": "api://AzureADTokenExchange", "iat": now, "nbf": now, "exp": now + 3600},
    key, algorithm="RS256", headers={"kid": "conformance"}))
server.serve_forever()
