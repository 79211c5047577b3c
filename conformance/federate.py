"""Makes a user-assigned identity that trusts the test's issuer, gives it the vault, and prints who it is for the shell.

Everything goes through the ARM API with the development application's own credentials, as an operator would do it.
"""
import os
import sys
import uuid

import requests

issuer = sys.argv[1]
env = os.environ
management = env["CONFORMANCE_MANAGEMENT_URL"]
group = f"/subscriptions/{env['AZURE_SUBSCRIPTION_ID']}/resourceGroups/dev"
identity = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/federated"
ADMINISTRATOR = "00482a5a-887f-4fb3-b363-3b7fe8e74483"

token = requests.post(
    f"{env['AZURE_AUTHORITY_HOST']}/{env['AZURE_TENANT_ID']}/oauth2/v2.0/token",
    data={"grant_type": "client_credentials", "client_id": env["AZURE_CLIENT_ID"],
          "client_secret": env["AZURE_CLIENT_SECRET"], "scope": management + "/.default"}, timeout=30)
token.raise_for_status()
bearer = {"Authorization": "Bearer " + token.json()["access_token"]}


def put(path, version, body):
    answer = requests.put(f"{management}{path}?api-version={version}", json=body, headers=bearer, timeout=30)
    if not answer.ok:
        sys.exit(f"{path}: {answer.status_code} {answer.text}")
    return answer.json()


made = put(identity, "2023-01-31", {"location": env["CONFORMANCE_LOCATION"]})["properties"]
put(identity + "/federatedIdentityCredentials/test", "2023-01-31", {"properties": {
    "issuer": issuer, "subject": "system:serviceaccount:default:app", "audiences": ["api://AzureADTokenExchange"]}})
put(f"{group}/providers/Microsoft.KeyVault/vaults/dev/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}",
    "2022-04-01", {"properties": {
        "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{ADMINISTRATOR}",
        "principalId": made["principalId"], "principalType": "ServicePrincipal"}})
print(f"export FEDERATED_CLIENT_ID={made['clientId']} FEDERATED_PRINCIPAL_ID={made['principalId']}")
