"""The ARM API with the development application's own credentials, as an operator would use it."""
import os
import sys

import requests

env = os.environ
MANAGEMENT = env["CONFORMANCE_MANAGEMENT_URL"]
GROUP = f"/subscriptions/{env['AZURE_SUBSCRIPTION_ID']}/resourceGroups/dev"
VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/dev"
token = requests.post(
    f"{env['AZURE_AUTHORITY_HOST']}/{env['AZURE_TENANT_ID']}/oauth2/v2.0/token",
    data={"grant_type": "client_credentials", "client_id": env["AZURE_CLIENT_ID"],
          "client_secret": env["AZURE_CLIENT_SECRET"], "scope": MANAGEMENT + "/.default"}, timeout=30)
token.raise_for_status()
bearer = {"Authorization": "Bearer " + token.json()["access_token"]}


def send(method, path, version, body):
    answer = requests.request(method, f"{MANAGEMENT}{path}?api-version={version}", json=body, headers=bearer, timeout=30)
    if not answer.ok:
        sys.exit(f"{path}: {answer.status_code} {answer.text}")
    return answer.json()


def put(path, version, body):
    return send("PUT", path, version, body)
