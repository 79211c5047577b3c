"""`az keyvault` for a managed HSM: its life, its security domain, its local roles, its settings and its keys."""
import json
import subprocess


def steps(az, want, folder, hsm, group, principal):
    on = f"--hsm-name {hsm}"

    def life():
        az(f"keyvault check-name -n {hsm} --resource-type hsm")
        made = az(f"keyvault create {on} -g {group} -l local --administrators {principal} --retention-days 7")
        want(hsm in made["properties"]["hsmUri"], "its URL")
        az(f"keyvault wait-hsm {on} --exists")
        want(hsm in [one["name"] for one in az("keyvault list --resource-type hsm")], "the HSM in the list")
        want(az(f"keyvault update-hsm {on} -g {group} --set tags.a=b")["tags"] == {"a": "b"}, "the tag")
        az(f"keyvault role definition list {on}", fails="HsmNotActivated")

    def activation():
        """Three people hold the security domain; two of them are enough."""
        certificates = []
        for officer in "abc":
            certificate = folder / f"officer-{officer}.cer"
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={officer}", "-keyout",
                            str(folder / f"officer-{officer}.key"), "-out", str(certificate)], check=True, capture_output=True)
            certificates.append(str(certificate))
        az(f"keyvault security-domain download {on} --sd-quorum 2 --security-domain-file {folder}/domain.json --sd-wrapping-keys", *certificates)
        want(len(json.loads((folder / "domain.json").read_text())["SharedKeys"]["enc_shares"]) == 3, "three shares")

    def roles():
        names = [one["roleName"] for one in az(f"keyvault role definition list {on}")]
        want("Managed HSM Crypto User" in names and len(names) >= 9, "the local roles")
        role = folder / "local.json"
        role.write_text(json.dumps({"roleName": "Key Reader", "description": "Reads", "actions": [], "notActions": [], "notDataActions": [],
                                    "dataActions": ["Microsoft.KeyVault/managedHsm/keys/read/action"]}))
        made = az(f"keyvault role definition create {on} --role-definition @{role}")
        want(az(f"keyvault role definition show {on} --name {made['name']}")["description"] == "Reads", "the role")
        role.write_text(json.dumps({"name": made["name"], "roleName": "Key Reader", "description": "Only reads", "actions": [], "notActions": [],
                                    "notDataActions": [], "dataActions": ["Microsoft.KeyVault/managedHsm/keys/read/action"]}))
        want(az(f"keyvault role definition update {on} --role-definition @{role}")["description"] == "Only reads", "the description")
        az(f"keyvault role definition delete {on} --name {made['name']}")
        az(f"keyvault key list {on}", fails="Forbidden")
        for role in ("Managed HSM Crypto User", "Managed HSM Crypto Officer"):
            az(f"keyvault role assignment create {on} --scope /keys --assignee-object-id {principal} --role", role)
        want(len(az(f"keyvault role assignment list {on} --scope /keys")) == 2, "two assignments")

    def keys():
        made = az(f"keyvault key create {on} -n one --kty RSA --size 2048")
        want(".managedhsm." in made["key"]["kid"], "a key of the HSM")
        want([one["name"] for one in az(f"keyvault key list {on}")] == ["one"], "the key")
        want(az(f"keyvault key random {on} --count 32")["value"], "random bytes")
        az(f"keyvault key delete {on} -n one")
        az(f"keyvault key purge {on} -n one")
        az(f"keyvault role assignment delete {on} --scope /keys --assignee-object-id {principal} --role", "Managed HSM Crypto User")
        setting = az(f"keyvault setting list {on}")[0]["name"]
        want(str(az(f"keyvault setting update {on} --name {setting} --value true")["value"]).lower() == "true", "the setting")
        want(az(f"keyvault setting show {on} --name {setting}")["name"] == setting, "the setting")

    def end():
        az(f"keyvault delete {on}")
        want(hsm in [one["name"] for one in az("keyvault list-deleted --resource-type hsm")], "the deleted HSM")
        az(f"keyvault recover {on}")
        az(f"keyvault delete {on}")
        az(f"keyvault purge {on}")

    return [("hsm", life), ("hsm-activation", activation), ("hsm-roles", roles), ("hsm-keys", keys), ("hsm-end", end)]
