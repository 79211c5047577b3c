"""Runs steps and prints one line for each; the credential that the environment names."""
import os
import sys
import traceback

from azure.core.exceptions import HttpResponseError
from azure.identity import (
    ClientSecretCredential,
    ManagedIdentityCredential,
    WorkloadIdentityCredential,
)

failures = 0


def step(label):
    def register(body):
        global failures
        try:
            body()
            print("ok", label, flush=True)
        except Exception as why:  # every failure is a line of the report
            failures += 1
            print("FAIL", label, type(why).__name__, str(why).replace("\n", " ")[:300], flush=True)
            traceback.print_exc(file=sys.stderr)
    return register


def refused(status, code, action, inner=None):
    try:
        action()
    except HttpResponseError as refusal:
        assert refusal.status_code == status, f"{refusal.status_code} instead of {status}"
        assert refusal.error.code == code, f"{refusal.error.code} instead of {code}"
        if inner:
            assert refusal.error.innererror["code"] == inner, refusal.error.innererror
        return
    raise AssertionError("was not refused")


def failed():
    return failures


def credential():
    way = os.environ["CONFORMANCE_CREDENTIAL"]
    if way == "client-secret":
        return ClientSecretCredential(
            os.environ["AZURE_TENANT_ID"], os.environ["AZURE_CLIENT_ID"], os.environ["AZURE_CLIENT_SECRET"])
    if way == "workload-identity":
        return WorkloadIdentityCredential() if os.environ["AZURE_TENANT_ID"] == "adfs" else ManagedIdentityCredential(
            client_id=os.environ["AZURE_CLIENT_ID"])
    return ManagedIdentityCredential()
