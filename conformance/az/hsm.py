"""`az keyvault` for managed HSMs: their life, security domain, local roles, settings, keys, backups, and the move to a second HSM."""
import json
import subprocess


def steps(az, want, folder, hsm, group, principal):
    on, second = f"--hsm-name {hsm}", f"--hsm-name {hsm}2"
    sas = ["--storage-container-SAS-token", "sv=1&sig=x", "--storage-account-name", "backups", "--blob-container-name", "hsm"]
    backed = {}

    def life():
        az(f"keyvault check-name -n {hsm} --resource-type hsm")
        made = az(f"keyvault create {on} -g {group} -l local --administrators {principal} --retention-days 7")
        want(hsm in made["properties"]["hsmUri"], "its URL")
        az(f"keyvault wait-hsm {on} --exists")
        want(az(f"keyvault show {on}")["properties"]["provisioningState"] == "Succeeded", "its state")
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
        az(f"keyvault key create {on} -n kept --kty RSA --size 2048")
        want([one["name"] for one in az(f"keyvault key list {on}")] == ["kept", "one"], "the key")
        want(az(f"keyvault key random {on} --count 32")["value"], "random bytes")
        az(f"keyvault key delete {on} -n one")
        az(f"keyvault key purge {on} -n one")
        az(f"keyvault role assignment delete {on} --scope /keys --assignee-object-id {principal} --role", "Managed HSM Crypto User")
        setting = az(f"keyvault setting list {on}")[0]["name"]
        want(str(az(f"keyvault setting update {on} --name {setting} --value true")["value"]).lower() == "true", "the setting")
        want(az(f"keyvault setting show {on} --name {setting}")["name"] == setting, "the setting")

    def backup():
        """One key comes back from a full backup, and then everything."""
        az(f"keyvault role assignment create {on} --scope /keys --assignee-object-id {principal} --role", "Managed HSM Crypto User")
        done = az(f"keyvault backup start {on}", *sas)
        want(done["status"] == "Succeeded" and f"/mhsm-{hsm}-" in done["folderUrl"], f"the folder, not {done}")
        backed["folder"], backed["kid"] = done["folderUrl"].rsplit("/", 1)[1], az(f"keyvault key show {on} -n kept")["key"]["kid"]
        az(f"keyvault key delete {on} -n kept")
        az(f"keyvault key purge {on} -n kept")
        az(f"keyvault restore start {on} --backup-folder {backed['folder']} --key-name kept", *sas)
        want(az(f"keyvault key show {on} -n kept")["key"]["kid"] == backed["kid"], "the same version")
        az(f"keyvault key create {on} -n later --kty RSA --size 2048")
        az(f"keyvault restore start {on} --backup-folder {backed['folder']}", *sas)
        want([one["name"] for one in az(f"keyvault key list {on}")] == ["kept"], "what the backup has")
        az(f"keyvault restore start {on} --backup-folder mhsm-{hsm}-0", *sas, fails="no whole backup")

    def recovery():
        """Two of the three bring the security domain into a second HSM, which then takes the first one's backup."""
        az(f"keyvault create {second} -g {group} -l local --administrators {principal} --retention-days 7")
        exchange, blob = folder / "exchange.pem", folder / "blob.json"
        az(f"keyvault security-domain init-recovery {second} --sd-exchange-key {exchange}")
        holders = ["--sd-wrapping-keys", str(folder / "officer-a.key"), str(folder / "officer-c.key")]
        domain = f"--sd-file {folder}/domain.json --sd-exchange-key {exchange}"
        az(f"keyvault security-domain restore-blob {domain} --sd-file-restore-blob {blob}", *holders)
        az(f"keyvault security-domain upload {second} {domain}", *holders)
        az(f"keyvault security-domain wait {second} --target-operation upload")
        az(f"keyvault restore start {second} --backup-folder {backed['folder']}", *sas)
        az(f"keyvault role assignment create {second} --scope /keys --assignee-object-id {principal} --role", "Managed HSM Crypto User")
        want(az(f"keyvault key show {second} -n kept")["key"]["kid"].endswith(backed["kid"].rsplit("/", 1)[1]), "the first one's key")
        az(f"keyvault delete {second}")
        want(az(f"keyvault show-deleted {second}")["name"] == f"{hsm}2", "the deleted HSM")
        az(f"keyvault purge {second}")

    def end():
        az(f"keyvault delete {on}")
        want(hsm in [one["name"] for one in az("keyvault list-deleted --resource-type hsm")], "the deleted HSM")
        az(f"keyvault recover {on}")
        az(f"keyvault delete {on}")
        az(f"keyvault purge {on}")

    return [("hsm", life), ("hsm-activation", activation), ("hsm-roles", roles), ("hsm-keys", keys), ("hsm-backup", backup), ("hsm-recovery", recovery), ("hsm-end", end)]
