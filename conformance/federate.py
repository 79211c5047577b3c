"""Makes a user-assigned identity that trusts the test's issuer, gives it the vault, and prints who it is for the shell."""
import sys
import uuid

from management import GROUP, VAULT, env, put

issuer = sys.argv[1]
identity = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/federated"
ADMINISTRATOR = "00482a5a-887f-4fb3-b363-3b7fe8e74483"

made = put(identity, "2023-01-31", {"location": env["CONFORMANCE_LOCATION"]})["properties"]
put(identity + "/federatedIdentityCredentials/test", "2023-01-31", {"properties": {
    "issuer": issuer, "subject": "system:serviceaccount:default:app", "audiences": ["api://AzureADTokenExchange"]}})
put(f"{VAULT}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}",
    "2022-04-01", {"properties": {
        "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{ADMINISTRATOR}",
        "principalId": made["principalId"], "principalType": "ServicePrincipal"}})
print(f"export FEDERATED_CLIENT_ID={made['clientId']} FEDERATED_PRINCIPAL_ID={made['principalId']}")
