"""A managed HSM: made through ARM, and activated by three people who share its security domain, through
azure-keyvault-securitydomain."""
import base64
import datetime
import hashlib
import json
import os
import pathlib
import sys

from azure.core.exceptions import HttpResponseError
from azure.keyvault.administration import KeyVaultAccessControlClient
from azure.keyvault.securitydomain import SecurityDomainClient
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from steps import credential, failed, step

env = os.environ
url = env["CONFORMANCE_HSM_URL"]
name = url.split("/")[2].split(".")[0]
claims = credential().get_token(f"https://managedhsm.{url.split('.', 2)[2].rstrip('/')}/.default").token.split(".")[1]
me = json.loads(base64.urlsafe_b64decode(claims + "=="))["oid"]


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def officer(number):
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"officer {number}")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = x509.CertificateBuilder(subject, subject, key.public_key(), number, now, now + datetime.timedelta(days=2)).sign(key, hashes.SHA256())
    der = certificate.public_bytes(serialization.Encoding.DER)
    point = key.public_key().public_numbers()
    return {
        "kty": "RSA", "alg": "RSA-OAEP-256", "key_ops": ["verify", "encrypt", "wrapKey"], "kid": text(hashlib.sha256(der).digest()),
        "n": text(point.n.to_bytes(256, "big")), "e": text(point.e.to_bytes(3, "big")), "x5c": [base64.b64encode(der).decode()],
        "x5t": text(hashlib.sha1(der).digest()), "x5t#S256": text(hashlib.sha256(der).digest())}


@step("create")
def _():
    """As the application that owns the subscription; the managed identity becomes the HSM's administrator."""
    sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
    from management import GROUP, put
    made = put(f"{GROUP}/providers/Microsoft.KeyVault/managedHSMs/{name}", "2024-11-01", {
        "location": env["CONFORMANCE_LOCATION"], "sku": {"family": "B", "name": "Standard_B1"},
        "properties": {"tenantId": env["AZURE_TENANT_ID"], "initialAdminObjectIds": [me], "enableSoftDelete": True, "softDeleteRetentionInDays": 7}})
    assert made["properties"]["hsmUri"].rstrip("/") == url.rstrip("/"), made


@step("not-activated")
def _():
    try:
        list(KeyVaultAccessControlClient(url, credential()).list_role_definitions("/"))
        raise AssertionError("was not refused")
    except HttpResponseError as refusal:
        assert refusal.status_code == 403 and "HsmNotActivated" in str(refusal), refusal


@step("activate")
def _():
    client = SecurityDomainClient(url, credential())
    domain = client.begin_download({"certificates": [officer(1), officer(2), officer(3)], "required": 2}).result()
    assert len(json.loads(domain.value)["SharedKeys"]["enc_shares"]) == 3
    assert client.get_download_status().status == "Success"


sys.exit(1 if failed() else 0)
