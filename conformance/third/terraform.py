"""OpenTofu and the azurerm provider: each configuration of `conformance/terraform` is planned, applied, changed, imported into and destroyed."""
import concurrent.futures
import json
import pathlib
import shutil
import sys

from steps import end, env, folder, run, step

TOFU, STACKS = env["CONFORMANCE_TOFU"], pathlib.Path(__file__).parent.parent / "terraform"
# Where `tofu init` finds the provider that was built, instead of a registry.
(folder / "tofurc").write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{env["CONFORMANCE_PROVIDERS"]}"\n  }}\n}}\n')
# As `strongroom env` set it, but for the credential: each configuration brings its own.
shared = {**{name: value for name, value in env.items() if not name.startswith("ARM_CLIENT_")}, "TF_CLI_CONFIG_FILE": str(folder / "tofurc"), "TF_IN_AUTOMATION": "1", "ARM_USE_CLI": "false"}
secret = {name: env[name] for name in ("ARM_CLIENT_ID", "ARM_CLIENT_SECRET")}


class Stack:
    """A configuration in a folder of its own, and the variables that it was last applied with."""

    def __init__(self, name, credential, /, **variables):
        self.name, self.folder, self.variables = name, folder / name, variables
        self.env = {**shared, **credential}
        shutil.copytree(STACKS / name, self.folder)

    def tofu(self, *words, fails=None):
        self.env.update({f"TF_VAR_{key}": value if isinstance(value, str) else json.dumps(value) for key, value in self.variables.items()})
        return run(TOFU, *words, fails=fails, cwd=self.folder, env=self.env, timeout=900)

    def step(self, label):
        return step(f"{self.name}-{label}")

    def planned(self):
        """What a plan would do: the address of each resource that it touches, with how."""
        self.tofu("plan", "-input=false", "-out=plan")
        plan = json.loads(self.tofu("show", "-json", "plan"))
        return {change["address"]: "+".join(change["change"]["actions"]) for change in plan.get("resource_changes", [])
                if change["change"]["actions"] not in (["no-op"], ["read"])}

    def apply(self, *words):
        self.tofu("apply", "-input=false", "-no-color", *words)

    def empty(self):
        planned = self.planned()
        assert not planned, planned
        self.tofu("plan", "-input=false", "-detailed-exitcode")

    def resources(self):
        return json.loads(self.tofu("show", "-json")).get("values", {}).get("root_module", {}).get("resources", [])

    def values(self, address):
        return next(resource["values"] for resource in self.resources() if resource["address"] == address)

    def output(self, name):
        return json.loads(self.tofu("output", "-json"))[name]["value"]

    def life(self, changed, updates, imported):
        """All of its life but what is looked at in between: applied as it is, then with what changed, which wants those updates in place."""
        @self.step("init")
        def _():
            self.tofu("init", "-input=false")

        @self.step("apply")
        def _():
            actions = self.planned()
            assert actions and set(actions.values()) == {"create"}, actions
            self.apply("plan")

        @self.step("empty-plan")
        def _():
            self.empty()

        @self.step("change-in-place")
        def _():
            self.variables.update(changed)
            assert self.planned() == {address: "update" for address in updates}, self.planned()
            self.apply("plan")
            self.empty()

        for address in imported:
            @self.step("import-" + address.split(".")[0].removeprefix("azurerm_"))
            def _():
                id = self.values(address)["id"]
                self.tofu("state", "rm", address)
                self.tofu("import", "-input=false", address, id)
                self.empty()

    def destroy(self):
        @self.step("destroy")
        def _():
            self.apply("-destroy", "-auto-approve")
            assert not self.resources(), self.resources()


def vault():
    stack = Stack("vault", secret, name="tf", location=env["CONFORMANCE_LOCATION"], issuer=env["CONFORMANCE_ISSUER"], password="first-pass")
    stack.life(
        changed={"stage": "second", "password": "second-pass", "password_version": 2, "secret_permissions": ["Get"]},
        updates=["azurerm_resource_group.this", "azurerm_key_vault.roles", "azurerm_key_vault.policies", "azurerm_key_vault_secret.password",
                 "azurerm_key_vault_secret.unseen", "azurerm_key_vault_secret.connection", "azurerm_key_vault_key.wrapping",
                 "azurerm_key_vault_access_policy.app"],
        imported=["azurerm_key_vault_secret.password", "azurerm_key_vault.roles"])

    @stack.step("secrets")
    def _():
        """What was applied is there; what was write-only is in the vault and not in the state."""
        assert stack.output("secret_names") == ["password", "unseen"]
        unseen = stack.values("azurerm_key_vault_secret.unseen")
        assert not unseen.get("value") and not unseen.get("value_wo"), "the value is in the state"

    @stack.step("workload-identity")
    def _():
        reader = Stack("read", {"ARM_USE_OIDC": "true", "ARM_CLIENT_ID": stack.output("client_id"),
                                "ARM_OIDC_TOKEN_FILE_PATH": env["CONFORMANCE_ASSERTION"]}, vault_id=stack.output("vault_id"))
        reader.tofu("init", "-input=false")
        reader.apply("-auto-approve")
        assert reader.output("password") == "second-pass"

    stack.destroy()


def access():
    stack = Stack("access", secret, name="tf-access", location=env["CONFORMANCE_LOCATION"])
    stack.life(
        changed={"stage": "second", "actions": ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/secrets/read"], "maximum": "PT4H"},
        updates=["azurerm_role_definition.this", "azurerm_role_assignment.this", "azurerm_role_management_policy.officer"],
        imported=["azurerm_role_definition.this", "azurerm_pim_eligible_role_assignment.this"])
    stack.destroy()


# Most of the time is the provider's own waiting, so both at once.
with concurrent.futures.ThreadPoolExecutor() as pool:
    for done in [pool.submit(body) for body in (vault, access) if body.__name__ in (sys.argv[1:] or ["vault", "access"])]:
        done.result()
end()
