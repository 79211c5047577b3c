"""Drives the unmodified Azure CLI: each step runs `az` and looks at what it printed; `ok <step>` or `FAIL <step> <why>`.

Every `az keyvault` command that succeeds is written down for docs/az.md, beside the list of all that the CLI has.
"""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import hsm
import keys

env = os.environ
AZ = env["CONFORMANCE_AZ"]
SUFFIX = env["CONFORMANCE_VAULT_SUFFIX"].split(".", 1)[1]
SUBSCRIPTION, TENANT = env["CONFORMANCE_SUBSCRIPTION"], env["CONFORMANCE_TENANT"]
MANAGEMENT = f"https://management.{SUFFIX}"
RUN = env["CONFORMANCE_RUN"][-6:]
GROUP, SECRETS = f"az{RUN}", "dev"
VAULT, POLICIES = f"az{RUN}", f"azp{RUN}"
folder = pathlib.Path(tempfile.mkdtemp())
env["AZURE_CONFIG_DIR"] = str(folder / "config")
env["AZURE_CORE_COLLECT_TELEMETRY"] = "no"
env["AZURE_CORE_INSTANCE_DISCOVERY"] = "false"
worked = set()


class Refused(Exception):
    pass


def az(command, *more, fails=None):
    """Runs `az command`; gives what it printed as JSON. With `fails`, wants it refused with that text."""
    words = command.split() + list(more)
    done = subprocess.run([AZ, *words, "-o", "json"], capture_output=True, text=True, timeout=180, stdin=subprocess.DEVNULL)
    if fails is not None:
        if done.returncode == 0 or fails not in done.stderr:
            raise Refused(f"az {command}: wanted '{fails}', got {done.returncode} {done.stderr[-200:]}")
        return None
    if done.returncode != 0:
        raise Refused(f"az {command}: {done.stderr.strip()[-400:]}")
    path = []
    for word in words:
        if word.startswith("-"):
            break
        path.append(word)
    worked.add(" ".join(path))
    return json.loads(done.stdout) if done.stdout.strip() else None


def want(holds, what):
    if not holds:
        raise Refused(f"expected {what}")


def step(name, body):
    try:
        body()
        print(f"ok {name}", flush=True)
    except Exception as failure:  # whatever a client does wrong is a failed step
        print(f"FAIL {name} {' '.join(str(failure).split())}", flush=True)


CLOUD = {
    "endpoints": {
        "resourceManager": MANAGEMENT, "management": MANAGEMENT + "/", "activeDirectory": f"https://login.{SUFFIX}",
        "activeDirectoryResourceId": MANAGEMENT + "/", "activeDirectoryGraphResourceId": f"https://graph.{SUFFIX}/",
        "microsoftGraphResourceId": f"https://graph.{SUFFIX}/", "gallery": f"https://gallery.{SUFFIX}/"},
    "suffixes": {"keyvaultDns": f".vault.{SUFFIX}", "mhsmDns": f".managedhsm.{SUFFIX}", "storageEndpoint": f"storage.{SUFFIX}"}}


def cloud_by_file():
    file = folder / "cloud.json"
    file.write_text(json.dumps(CLOUD))
    az(f"cloud register -n ByFile --cloud-config @{file}")
    az("cloud set -n ByFile")
    login_secret()
    want(az("account show")["id"] == SUBSCRIPTION, "the subscription")


def cloud_by_endpoint():
    az(f"cloud register -n ByEndpoint --endpoint-resource-manager {MANAGEMENT}")
    found = az("cloud show -n ByEndpoint")
    want(found["suffixes"]["keyvaultDns"] == f".vault.{SUFFIX}", "the vault suffix")
    az("cloud set -n ByEndpoint")
    login_secret()


def cloud_by_metadata():
    """Needs nothing but ARM_CLOUD_METADATA_URL, which `strongroom env` exports."""
    env["AZURE_CONFIG_DIR"] = str(folder / "metadata")
    names = [cloud["name"] for cloud in az("cloud list")]
    want(len(names) == 1, f"one cloud, got {names}")
    login_secret()


def login_secret():
    az(f"login --service-principal -u {env['CONFORMANCE_CLIENT_ID']} -p {env['CONFORMANCE_CLIENT_SECRET']} --tenant {TENANT}")


class Person:
    """Somebody in front of a browser without scripts: follows links, fills in forms, keeps cookies."""

    def __init__(self):
        self.open_ = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self.page = self.place = ""

    def go(self, url, body=None):
        headers = {"Origin": f"https://login.{SUFFIX}"} if body else {}
        try:
            with self.open_.open(urllib.request.Request(url, body, headers), timeout=30) as answer:
                self.page, self.place = answer.read().decode(), answer.geturl()
        except urllib.error.HTTPError as refused:
            said = re.sub("<style.*?</style>|<[^>]*>", " ", refused.read().decode(), flags=re.S)
            raise Refused(f"{refused.code} at {refused.url[:200]}: {said[:300]}") from None

    def submit(self, action, **values):
        form = re.search(rf'<form method="post" action="{action}">(.*?)</form>', self.page, re.S)
        want(form, f"a form for {action} on: {re.sub('<[^>]*>', ' ', self.page)[-300:]}")
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group(1))
        fields = {name: html.unescape(value) for name, value in hidden} | values
        self.go(urllib.parse.urljoin(self.place, action), urllib.parse.urlencode(fields).encode())


PASSWORD = "vier lila elefanten tanzen"
signed_in = {}


def login_device_code():
    """The person of the printed link chooses a password, types the code that az shows, and az acts as them."""
    link = re.search(r"(https://login\S+/start)#(\S+)", pathlib.Path(env["CONFORMANCE_SERVER_LOG"]).read_text())
    person = Person()
    person.go(link.group(1))
    person.submit("/start", code=link.group(2), new=PASSWORD, repeat=PASSWORD)
    before, env["AZURE_CONFIG_DIR"] = env["AZURE_CONFIG_DIR"], str(folder / "person")
    try:
        az("cloud list")
        waiting = subprocess.Popen(
            [AZ, "login", "--use-device-code", "--tenant", TENANT, "-o", "json"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        said = re.search(r"(https://\S+) and enter the code (\S+) to", waiting.stderr.readline())
        person.go(said.group(1))
        person.submit("/device", code=said.group(2))
        person.submit("/device/decide", decision="approve")
        found, why = waiting.communicate(timeout=60)
        want(waiting.returncode == 0, f"az to be signed in: {why[-300:]}")
        want(json.loads(found)[0]["user"]["type"] == "user", "a user")
        signed_in["name"] = az("ad signed-in-user show")["userPrincipalName"]
        want(signed_in["name"], "who is signed in")
        az("keyvault list")
    finally:
        env["AZURE_CONFIG_DIR"] = before


BROWSER = """import os, sys
with open(sys.argv[1] + ".new", "w") as file:
    file.write(sys.argv[2])
os.rename(sys.argv[1] + ".new", sys.argv[1])
"""


def login_browser():
    """Plain `az login`: az opens a browser, which here hands the address to the same person, and waits for it on a port of its own."""
    before, env["AZURE_CONFIG_DIR"] = env["AZURE_CONFIG_DIR"], str(folder / "browser")
    opened, script = folder / "opened", folder / "browser.py"
    script.write_text(BROWSER)
    env["BROWSER"], env["DISPLAY"] = f"{sys.executable} {script} {opened} %s", ":0"
    try:
        az("cloud list")
        waiting = subprocess.Popen(
            [AZ, "login", "--tenant", TENANT, "-o", "json"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(600):
            if opened.exists() or waiting.poll() is not None:
                break
            time.sleep(0.1)
        want(opened.exists(), "az to open a browser")
        person = Person()
        person.go(opened.read_text())
        person.submit("/login", username=signed_in["name"], password=PASSWORD)
        back = re.search(r'<form method="post" action="(http://localhost:\d+)">', person.page)
        want(back, f"a form that leads back to az on: {re.sub('<[^>]*>', ' ', person.page)[-300:]}")
        person.submit(back.group(1))
        found, why = waiting.communicate(timeout=60)
        want(waiting.returncode == 0, f"az to be signed in: {why[-300:]}")
        want(json.loads(found)[0]["user"]["name"] == signed_in["name"], "the same person")
        az("keyvault list")
    finally:
        env["AZURE_CONFIG_DIR"] = before
        del env["BROWSER"], env["DISPLAY"]


def login_wrong():
    """In a folder of its own: the CLI shows a token that it still has, whatever secret it is given."""
    before, env["AZURE_CONFIG_DIR"] = env["AZURE_CONFIG_DIR"], str(folder / "wrong")
    try:
        login_wrongly()
    finally:
        env["AZURE_CONFIG_DIR"] = before


def login_wrongly():
    az(f"login --service-principal -u {env['CONFORMANCE_CLIENT_ID']} -p wrong --tenant {TENANT}", fails="AADSTS7000215")


def login_identity():
    az(f"login --identity --client-id {env['CONFORMANCE_IDENTITY_ID']} --allow-no-subscriptions")
    want(az(f"keyvault secret list --vault-name {SECRETS}") is not None, "a list of secrets")
    az("logout")


def login_federated():
    assertion = pathlib.Path(env["CONFORMANCE_ASSERTION"]).read_text().strip()
    az(f"login --service-principal -u {env['CONFORMANCE_FEDERATED_ID']} --tenant {TENANT} --allow-no-subscriptions --federated-token {assertion}")
    want(az(f"keyvault secret list --vault-name {SECRETS}") is not None, "a list of secrets")
    az("logout")


def login_certificate():
    """The private key and the certificate, in one file, of an application of its own."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=az", "-keyout", str(key), "-out", str(cert)],
                   check=True, capture_output=True)
    (folder / "both.pem").write_text(key.read_text() + cert.read_text())
    login_secret()
    app = az("ad app create --display-name", f"cert{RUN}")
    az(f"ad app credential reset --id {app['appId']} --cert @{cert} --append")
    az(f"ad sp create --id {app['appId']}")
    az("logout")
    az(f"login --service-principal -u {app['appId']} --certificate {folder}/both.pem --tenant {TENANT} --allow-no-subscriptions")
    want(az(f"account get-access-token --resource https://vault.{SUFFIX}")["accessToken"], "a token")
    az("logout")
    login_secret()
    az(f"ad app delete --id {app['appId']}")


def account():
    login_secret()
    want([a["id"] for a in az("account list")] == [SUBSCRIPTION], "one subscription")
    az("account set", "-s", SUBSCRIPTION)
    want(az("account list-locations")[0]["name"] == "local", "the location")
    token = az(f"account get-access-token --resource https://vault.{SUFFIX}")
    want(token["tenant"] == TENANT and token["accessToken"], "a token")


def group():
    az(f"group create -n {GROUP} -l local --tags a=b")
    want(az(f"group exists -n {GROUP}") is True, "the group")
    want(az(f"group update -n {GROUP} --set tags.c=d")["tags"] == {"a": "b", "c": "d"}, "the tags")
    want(GROUP in [g["name"] for g in az("group list")], "the group in the list")
    az(f"identity create -n az{RUN} -g {GROUP} -l local")
    want(az(f"group show -n {GROUP}")["location"] == "local", "the group")


def vault():
    made = az(f"keyvault create -n {VAULT} -g {GROUP} -l local --retention-days 7")
    want(made["properties"]["enableRbacAuthorization"] is True, "RBAC by default")
    want(VAULT in [v["name"] for v in az("keyvault list")], "the vault in the list")
    want(az(f"keyvault list -g {GROUP}")[0]["name"] == VAULT, "the vault in its group")
    want(az(f"keyvault show -n {VAULT}")["properties"]["vaultUri"] == f"https://{VAULT}.vault.{SUFFIX}/", "its URL")
    want(az(f"keyvault update -n {VAULT} --set tags.x=y")["tags"] == {"x": "y"}, "the tags")
    want(az(f"resource list -g {GROUP}")[0]["type"] == "Microsoft.KeyVault/vaults", "the resource")
    az(f"keyvault wait -n {VAULT} --exists")


def network():
    az(f"keyvault network-rule add -n {VAULT} --ip-address 10.0.0.0/24")
    want(az(f"keyvault network-rule list -n {VAULT}")["ipRules"] == [{"value": "10.0.0.0/24"}], "the rule")
    az(f"keyvault network-rule remove -n {VAULT} --ip-address 10.0.0.0/24")
    az(f"keyvault network-rule wait -n {VAULT} --exists")
    want(az(f"keyvault update -n {VAULT} --default-action Deny --bypass None")["properties"]["networkAcls"]["defaultAction"] == "Deny", "Deny")


def policies():
    az(f"keyvault create -n {POLICIES} -g {GROUP} -l local --enable-rbac-authorization false")
    az(f"keyvault set-policy -n {POLICIES} --object-id {env['CONFORMANCE_PRINCIPAL']} --secret-permissions get list set")
    policy = az(f"keyvault show -n {POLICIES}")["properties"]["accessPolicies"]
    want(env["CONFORMANCE_PRINCIPAL"] in [p["objectId"] for p in policy], "the policy")
    az(f"keyvault delete-policy -n {POLICIES} --object-id {env['CONFORMANCE_PRINCIPAL']}")


def deleted_vaults():
    az(f"keyvault delete -n {POLICIES}")
    want(POLICIES in [v["name"] for v in az("keyvault list-deleted --resource-type vault")], "the deleted vault")
    want(az(f"keyvault show-deleted -n {POLICIES}")["name"] == POLICIES, "the deleted vault")
    az(f"keyvault recover -n {POLICIES}")
    az(f"keyvault delete -n {POLICIES}")
    az(f"keyvault purge -n {POLICIES}")
    want(POLICIES not in [v["name"] for v in az("keyvault list-deleted --resource-type vault")], "no deleted vault")


def roles():
    scope = az(f"keyvault show -n {VAULT}")["id"]
    want(az("role definition list", "--name", "Key Vault Reader")[0]["name"] == "21090545-7ca7-4776-b22c-e363652d74d2", "the role")
    az("role assignment create", "--role", "Key Vault Reader", "--assignee-object-id", env["CONFORMANCE_PRINCIPAL"],
       "--assignee-principal-type", "ServicePrincipal", "--scope", scope)
    found = az("role assignment list", "--scope", scope)
    want([a["roleDefinitionName"] for a in found] == ["Key Vault Reader"], "the assignment")
    want(len(az("role assignment list --all")) > 1, "all assignments")
    az("role assignment delete", "--assignee", env["CONFORMANCE_CLIENT_ID"], "--role", "Key Vault Reader", "--scope", scope)
    want(az("role assignment list", "--scope", scope) == [], "no assignment")


def custom_roles():
    types = {t["name"]: t for t in az("provider operation show --namespace Microsoft.KeyVault")["resourceTypes"]}
    lists = "Microsoft.KeyVault/vaults/secrets/readMetadata/action"
    want([o["isDataAction"] for o in types["vaults/secrets"]["operations"] if o["name"] == lists] == [True], "the action among what can be granted")
    file, name = folder / "role.json", f"Secret Lister {RUN}"
    role = {"Name": name, "Description": "Lists", "Actions": ["Microsoft.KeyVault/vaults/read"], "NotActions": [],
            "DataActions": [lists], "NotDataActions": [], "AssignableScopes": [f"/subscriptions/{SUBSCRIPTION}"]}
    file.write_text(json.dumps(role))
    made = az("role definition create", "--role-definition", f"@{file}")
    want(made["roleType"] == "CustomRole", "a custom role")
    file.write_text(json.dumps(role | {"Id": made["id"], "RoleName": name, "Description": "Lists secrets"}))
    want(az("role definition update", "--role-definition", f"@{file}")["description"] == "Lists secrets", "the description")
    want([r["roleName"] for r in az("role definition list --custom-role-only true")].count(name) == 1, "the role in the list")
    az("role definition delete", "--name", name)
    want(az("role definition list", "--name", name) == [], "no role")


def directory():
    want(az(f"ad sp show --id {env['CONFORMANCE_CLIENT_ID']}")["id"] == env["CONFORMANCE_PRINCIPAL"], "the principal")
    want(len(az("ad sp list --all")) >= 2, "principals")
    want(len(az("ad app list --all")) >= 1, "applications")
    az("ad group list")
    az("ad user list")


def directory_changes():
    app = az(f"ad app create --display-name app{RUN}")
    want(az(f"ad app show --id {app['appId']}")["displayName"] == f"app{RUN}", "the application")
    secret = az(f"ad app credential reset --id {app['appId']} --append")
    want(secret["password"] and len(az(f"ad app credential list --id {app['appId']}")) == 1, "a secret")
    service = az(f"ad sp create --id {app['appId']}")
    az(f"ad sp delete --id {service['id']}")
    az(f"ad app list --display-name app{RUN}")


def people():
    upn = f"anna{RUN}@corp.test"
    made = az("ad user create --display-name", f"Anna {RUN}", "--user-principal-name", upn, "--password", f"meadow-{RUN}-lantern-87")
    want(az(f"ad user show --id {upn}")["id"] == made["id"], "the user by name")
    want([one["id"] for one in az("ad user list --display-name", f"Anna {RUN}")] == [made["id"]], "the user by display name")
    want([one["id"] for one in az(f"ad user list --upn {upn}")] == [made["id"]], "the user by principal name")
    either = f"userPrincipalName eq '{upn}' or startswith(displayName,'nobody{RUN}')"
    want([one["id"] for one in az("ad user list --filter", either)] == [made["id"]], "the user by a filter")
    az(f"ad user update --id {made['id']} --display-name", f"Anna Li {RUN}")
    want(az(f"ad user show --id {made['id']}")["displayName"] == f"Anna Li {RUN}", "the new name")
    group = az(f"ad group create --display-name team{RUN} --mail-nickname team{RUN}")
    want(az(f"ad group show --group team{RUN}")["id"] == group["id"], "the group by name")
    az(f"ad group member add --group team{RUN} --member-id {made['id']}")
    want(az(f"ad group member check --group team{RUN} --member-id {made['id']}")["value"], "a member")
    want([one["id"] for one in az(f"ad group member list --group team{RUN}")] == [made["id"]], "the members")
    az(f"ad user get-member-groups --id {made['id']}")
    want(az(f"ad group owner list --group team{RUN}") == [], "no owners")
    az(f"ad group member remove --group team{RUN} --member-id {made['id']}")
    want(not az(f"ad group member check --group team{RUN} --member-id {made['id']}")["value"], "no member")
    az(f"ad group delete --group team{RUN}")
    az(f"ad user delete --id {made['id']}")
    az(f"ad user show --id {upn}", fails="does not exist")


def locks():
    az(f"lock create -n keep --lock-type CanNotDelete -g {GROUP} --notes production")
    want([found["name"] for found in az(f"lock list -g {GROUP}")] == ["keep"], "the lock")
    az(f"keyvault delete -n {VAULT}", fails="ScopeLocked")
    want(az(f"lock show -n keep -g {GROUP}")["level"] == "CanNotDelete", "the level")
    az(f"lock update -n keep -g {GROUP} --lock-type ReadOnly")
    az(f"keyvault update -n {VAULT} --set tags.x=z", fails="ScopeLocked")
    az(f"lock delete -n keep -g {GROUP}")
    az(f"lock create -n one --lock-type ReadOnly -g {GROUP} --resource-type Microsoft.KeyVault/vaults --resource {VAULT}")
    az(f"group delete -n {GROUP} --yes", fails="ScopeLocked")
    az(f"lock delete -n one -g {GROUP} --resource-type Microsoft.KeyVault/vaults --resource {VAULT}")


def tags():
    resource = az(f"keyvault show -n {VAULT}")["id"]
    az("tag create", "--resource-id", resource, "--tags", "a=b", "c=d")
    az("tag update", "--resource-id", resource, "--operation", "Delete", "--tags", "c=d")
    want(az("tag list", "--resource-id", resource)["properties"]["tags"] == {"a": "b"}, "the tag")
    az("tag delete", "--resource-id", resource, "--yes")
    want(az("tag list", "--resource-id", resource)["properties"]["tags"] == {}, "no tag")
    name = f"az{RUN}"
    az("tag create", "--name", name)
    az("tag add-value", "--name", name, "--value", "one")
    want([[v["tagValue"] for v in t["values"]] for t in az("tag list") if t["tagName"] == name] == [["one"]], "the name and its value")
    az("tag remove-value", "--name", name, "--value", "one")
    az("tag delete", "--name", name, "--yes")
    want(name not in [t["tagName"] for t in az("tag list")], "no name")


def secrets():
    name = f"--vault-name {SECRETS} -n az{RUN}"
    first = az(f"keyvault secret set {name} --value one --tags a=b")
    az(f"keyvault secret set {name} --value two --content-type text/plain")
    want(az(f"keyvault secret show {name}")["value"] == "two", "the latest value")
    want(az(f"keyvault secret show --id {first['id']}")["value"] == "one", "the first value")
    want(f"az{RUN}" in [s["name"] for s in az(f"keyvault secret list --vault-name {SECRETS}")], "the secret in the list")
    want(len(az(f"keyvault secret list-versions {name}")) == 2, "two versions")
    want(az(f"keyvault secret set-attributes {name} --tags x=y")["tags"] == {"x": "y"}, "the tags")
    az(f"keyvault secret download {name} -f {folder}/value")
    want((folder / "value").read_text() == "two", "the downloaded value")
    az(f"keyvault secret backup {name} -f {folder}/backup")
    az(f"keyvault secret delete {name}")
    want(f"az{RUN}" in [s["name"] for s in az(f"keyvault secret list-deleted --vault-name {SECRETS}")], "the deleted secret")
    want(az(f"keyvault secret show-deleted {name}")["scheduledPurgeDate"], "its end")
    az(f"keyvault secret recover {name}")
    want(az(f"keyvault secret show {name}")["value"] == "two", "the recovered value")
    az(f"keyvault secret delete {name}")
    az(f"keyvault secret purge {name}")
    az(f"keyvault secret restore --vault-name {SECRETS} -f {folder}/backup")
    want(len(az(f"keyvault secret list-versions {name}")) == 2, "two versions again")
    az(f"keyvault secret show --vault-name {SECRETS} -n nothing{RUN}", fails="SecretNotFound")


def deployments():
    """A template that makes a vault with a secret and a role, as Bicep compiles it."""
    name, file = f"azd{RUN}", folder / "template.json"
    file.write_text(json.dumps(TEMPLATE))
    where = ["-g", GROUP, "-n", "one", "--template-file", str(file)]
    given = ["--parameters", f"name={name}", f"reader={env['CONFORMANCE_PRINCIPAL']}", "password=correct-horse"]
    want(az("deployment group validate", *where, *given)["properties"]["provisioningState"] == "Succeeded", "a valid template")
    foreseen = az("deployment group what-if --no-pretty-print", *where, *given)
    want({"Create"} <= {c["changeType"] for c in foreseen["changes"]}, "resources to be created")
    made = az("deployment group create", *where, *given)
    want(made["properties"]["provisioningState"] == "Succeeded", "success")
    want(made["properties"]["outputs"]["uri"]["value"] == f"https://{name}.vault.{SUFFIX}/", "the URL of the vault")
    want("value" not in made["properties"]["parameters"]["password"], "no password")
    key = made["properties"]["outputs"]["key"]["value"]
    want(key.startswith(f"https://{name}.vault.{SUFFIX}/keys/disk/"), "the version of the key")
    secret = az(f"rest --method get --url {MANAGEMENT}{made['properties']['outputResources'][0]['id']}/secrets/db?api-version=2023-07-01")
    want(secret["name"] == "db" and "value" not in secret["properties"], "the secret, without its value")
    again = az("deployment group what-if --no-pretty-print", *where, *given)
    changes = {c["changeType"] for c in again["changes"]}
    repeated = az("deployment group create", *where, *given)["properties"]["outputs"]
    want(repeated["key"]["value"] == key, "no new version of the key")
    want(changes <= {"NoChange", "Deploy", "Ignore"}, f"nothing to change, got {changes}")
    want(len(az(f"deployment operation group list -g {GROUP} -n one")) == 4, "four operations")
    want("one" in [d["name"] for d in az(f"deployment group list -g {GROUP}")], "the deployment in the list")
    az("deployment group create", "-g", GROUP, "-n", "two", "--template-file", str(file), "--parameters", "name=x", "reader=y", "password=z",
       fails="InvalidTemplate")
    az("deployment group create", "-g", GROUP, "-n", "two", "--template-file", str(file), "--parameters", f"name={name}", "reader=y",
       "password=correct-horse", fails="InvalidPrincipalId")
    referred(name, where[4:])
    az(f"deployment group delete -g {GROUP} -n one")
    az(f"keyvault delete -n {name}")
    az(f"keyvault purge -n {name}")


def referred(name, template):
    """A parameter file that refers to a secret of the vault, in place of the password."""
    file, vault = folder / "parameters.json", az(f"keyvault show -n {name}")["id"]

    def parameters(secret):
        file.write_text(json.dumps({
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0",
            "parameters": {"name": {"value": name}, "reader": {"value": env["CONFORMANCE_PRINCIPAL"]},
                           "password": {"reference": {"keyVault": {"id": vault}, "secretName": secret}}}}))
        return ["-g", GROUP, "-n", "three", *template, "--parameters", f"@{file}"]

    az("deployment group create", *parameters("db"), fails="KeyVaultParameterReferenceSecretRetrieveFailed")
    az(f"keyvault update -n {name} --enabled-for-template-deployment true")
    az("deployment group create", *parameters("nothing"), fails="KeyVaultParameterReferenceSecretRetrieveFailed")
    want(az("deployment group what-if --no-pretty-print", *parameters("db"))["status"] == "Succeeded", "a foreseen deployment")
    made = az("deployment group create", *parameters("db"))["properties"]["parameters"]["password"]
    want(made["reference"]["secretName"] == "db" and not made.get("value"), "the reference, and no password")


VAULT_ID = "[resourceId('Microsoft.KeyVault/vaults', parameters('name'))]"
TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
    "parameters": {"name": {"type": "string", "minLength": 3}, "reader": {"type": "string"}, "password": {"type": "securestring"},
                   "location": {"type": "string", "defaultValue": "[resourceGroup().location]"}},
    "variables": {"role": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '00482a5a-887f-4fb3-b363-3b7fe8e74483')]"},
    "resources": [
        {"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "[parameters('name')]", "location": "[parameters('location')]",
         "properties": {"tenantId": "[subscription().tenantId]", "sku": {"family": "A", "name": "standard"}, "enableRbacAuthorization": True}},
        {"type": "Microsoft.KeyVault/vaults/secrets", "apiVersion": "2023-07-01", "name": "[format('{0}/{1}', parameters('name'), 'db')]",
         "properties": {"value": "[parameters('password')]"}, "dependsOn": [VAULT_ID]},
        {"type": "Microsoft.KeyVault/vaults/keys", "apiVersion": "2023-07-01", "name": "[format('{0}/{1}', parameters('name'), 'disk')]",
         "properties": {"kty": "RSA", "keySize": 2048, "keyOps": ["wrapKey", "unwrapKey"], "rotationPolicy": {
             "attributes": {"expiryTime": "P2Y"}, "lifetimeActions": [{"trigger": {"timeBeforeExpiry": "P30D"}, "action": {"type": "rotate"}}]}},
         "dependsOn": [VAULT_ID]},
        {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01",
         "scope": "[format('Microsoft.KeyVault/vaults/{0}', parameters('name'))]",
         "name": "[guid(resourceId('Microsoft.KeyVault/vaults', parameters('name')), parameters('reader'))]",
         "properties": {"roleDefinitionId": "[variables('role')]", "principalId": "[parameters('reader')]", "principalType": "ServicePrincipal"},
         "dependsOn": [VAULT_ID]}],
    "outputs": {"key": {"type": "string", "value": "[reference(resourceId('Microsoft.KeyVault/vaults/keys', parameters('name'), 'disk')).keyUriWithVersion]"},
                "uri": {"type": "string", "value": "[reference(resourceId('Microsoft.KeyVault/vaults', parameters('name'))).vaultUri]"}}}


def end():
    az(f"group delete -n {GROUP} --yes")
    want(az(f"group exists -n {GROUP}") is False, "no group")
    want(f"az{RUN}" not in [i["name"] for i in az("identity list")], "no identity without its group")
    az(f"keyvault purge -n {VAULT}")


def all_commands(group_name):
    """What `az <group> --help` lists, down to the last command."""
    text = subprocess.run([AZ, *group_name.split(), "--help"], capture_output=True, text=True).stdout
    found, part = [], ""
    for line in text.splitlines():
        if re.match(r"^\S.*", line):
            part = line.split(":")[0].strip()
        entry = re.match(r"^    (\S+)(?: .*)? :", line)
        if entry and part == "Subgroups":
            found += all_commands(f"{group_name} {entry.group(1)}")
        elif entry and part == "Commands":
            found.append(f"{group_name} {entry.group(1)}")
    return found


for name, body in [
        ("cloud-by-file", cloud_by_file), ("cloud-by-endpoint", cloud_by_endpoint), ("cloud-by-metadata", cloud_by_metadata),
        ("login-secret", login_secret), ("login-wrong-secret", login_wrong), ("login-managed-identity", login_identity),
        ("login-federated", login_federated), ("login-certificate", login_certificate),
        ("login-device-code", login_device_code), ("login-browser", login_browser), ("account", account), ("group", group), ("vault", vault),
        ("network-rules", network),
        ("access-policies", policies), ("deleted-vaults", deleted_vaults), ("roles", roles), ("custom-roles", custom_roles), ("directory", directory),
        ("directory-changes", directory_changes), ("people", people), ("deployments", deployments), ("locks", locks), ("tags", tags), ("secrets", secrets),
        *keys.steps(az, want, folder, SECRETS, RUN, "azpremium", GROUP),
        *hsm.steps(az, want, folder, "azhsm", GROUP, env["CONFORMANCE_PRINCIPAL"]), ("end", end)]:
    if re.search(env.get("CONFORMANCE_AZ_STEPS", "."), name):
        step(name, body)
report = {"version": az("version")["azure-cli"], "worked": sorted(worked), "keyvault": all_commands("keyvault")}
pathlib.Path(env["CONFORMANCE_AZ_REPORT"]).write_text(json.dumps(report))
