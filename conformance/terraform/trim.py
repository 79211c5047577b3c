"""Copies OpenTofu or the azurerm provider, as Go modules, and leaves out what has nothing to do with a vault, so that they build in minutes: only
the lists of what there is get shorter. What is left is built from the module's own files, unchanged."""
import pathlib
import re
import shutil
import sys

SERVICES = {"authorization", "keyvault", "managedidentity", "resource", "subscription"}
ELSEWHERE = {"remote-state/" + name for name in ("azure", "consul", "cos", "gcs", "kubernetes", "oss", "pg", "s3")} \
    | {"keyprovider/" + name for name in ("aws_kms", "gcp_kms", "openbao")}
IMPORT = re.compile(r'^\t(?:(\w+) )?"([^"]+)"')


def names(lines):
    return {name for line in lines if not IMPORT.match(line) for name in re.findall(r"\b(\w+)\.\w", line)}


def without(text, unwanted):
    """The text without the imports that are unwanted, and without each statement, entry and field that names them."""
    before = text.splitlines()
    imports = {line: (m[1] or m[2].split("/")[-1], m[2]) for line in before if (m := IMPORT.match(line))}
    gone = {name for name, path in imports.values() if unwanted(path)}
    fields, kept, until = set(), [], None
    for line in before:
        if until is not None:
            until = None if line == until else until
        elif line in imports or gone.isdisjoint(names([line])):
            kept.append(line)
        else:
            fields.update(re.findall(r"client\.(\w+), err = ", line))
            until = re.match(r"\t*", line)[0] + "}" if line.endswith("{") else None
    kept = [line for line in kept if not (re.match(r"\t\w+ +\*\w+\.\w+$", line) and line.split()[0] in fields)]
    unused = gone | names(before) - names(kept)
    return "\n".join(line for line in kept if line not in imports or imports[line][0] not in unused) + "\n"


def trim_provider(module):
    def unwanted(path):
        service = re.search(r"/internal/services/(\w+)(/client)?$", path)
        return service is not None and service[1] not in SERVICES

    for file in ("provider/services.go", "provider/services_gen.go", "clients/client.go", "clients/client_gen.go"):
        trim(module / "internal" / file, unwanted)
    # Of all that is about networks the vault's resource needs one name.
    network = module / "internal/services/network"
    name = re.search(r"^var VirtualNetworkResourceName = .*$", (network / "virtual_network_resource.go").read_text(), re.MULTILINE)
    shutil.rmtree(network)
    network.mkdir()
    (network / "name.go").write_text(f"package network\n\n{name[0]}\n")


def trim_tofu(module):
    for file in ("backend/init/init.go", "encryption/default_registry.go"):
        trim(module / "internal" / file, lambda path: path.endswith(tuple(ELSEWHERE)))


def trim(file, unwanted):
    file.write_text(without(file.read_text(), unwanted))


which, module, copy = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
shutil.rmtree(copy, ignore_errors=True)
shutil.copytree(module, copy, copy_function=shutil.copyfile,
                ignore=shutil.ignore_patterns("website", "examples", "contributing", "testdata", "*_test.go"))
for folder in [copy, *copy.rglob("*/")]:
    folder.chmod(0o755)
{"provider": trim_provider, "opentofu": trim_tofu}[which](copy)
