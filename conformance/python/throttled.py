"""A vault that has Azure's limits: more keys are made than fit into ten seconds, and the SDK waits for the rest by itself."""
import base64
import json
import os
import pathlib
import sys

from azure.keyvault.keys import KeyClient

from steps import credential, failed, step

env = os.environ
url = f"https://throttled.{env['CONFORMANCE_VAULT_SUFFIX']}"
token = credential().get_token(f"https://{env['CONFORMANCE_VAULT_SUFFIX']}/.default").token.split(".")[1]
me = json.loads(base64.urlsafe_b64decode(token + "=="))["oid"]
client = KeyClient(url, credential())


@step("create")
def _():
    sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
    from management import GROUP, put
    put(f"{GROUP}/providers/Microsoft.KeyVault/vaults/throttled", "2023-07-01", {
        "location": env["CONFORMANCE_LOCATION"], "properties": {
            "tenantId": env["AZURE_TENANT_ID"], "sku": {"family": "A", "name": "standard"}, "enableRbacAuthorization": False,
            "accessPolicies": [{"tenantId": env["AZURE_TENANT_ID"], "objectId": me, "permissions": {"keys": ["all"]}}]}})


@step("waits")
def _():
    seen = []  # every answer, those that the SDK keeps to itself too
    for number in range(25):
        client.create_ec_key(f"key-{number}", raw_response_hook=lambda answer: seen.append(answer.http_response))
    refused = [each for each in seen if each.status_code == 429]
    assert [each.status_code for each in seen].count(200) == 25, seen
    assert refused and all(1 <= int(each.headers["Retry-After"]) <= 10 for each in refused), refused


@step("others-go-on")
def _():
    """Another kind of request has room of its own."""
    assert len(list(client.list_properties_of_keys())) == 25


sys.exit(1 if failed() else 0)
