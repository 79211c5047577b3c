"""jsign: a PowerShell script and a JAR signed by an RSA key of the vault. What it signed is checked by openssl and by the JDK's jarsigner.

jsign 7.4 cannot use EC keys of a Key Vault, Azure's neither: it takes the two halves of their signatures for DER.
"""
import base64
import hashlib
import zipfile

from azure.identity import ManagedIdentityCredential

from steps import end, env, folder, run, step

JSIGN, HOST, CHAINS = env["CONFORMANCE_JSIGN"], env["CONFORMANCE_CERTIFICATES"], env["CONFORMANCE_THIRD"]
JAVA, TRUST = env["JAVA_HOME"] + "/bin/java", env["CONFORMANCE_TRUST"].split()
BEGIN, END = "# SIG # Begin signature block", "# SIG # End signature block"
token = ManagedIdentityCredential().get_token(f"https://{env['CONFORMANCE_VAULT_SUFFIX']}/.default").token
secret = folder / "token"
secret.write_text(token)


def signed_script(algorithm):
    script = folder / f"{algorithm}.ps1"
    script.write_text("Write-Host 'greetings'\r\n", newline="")
    before = script.read_bytes().decode()
    run(JAVA, *TRUST, "-jar", JSIGN, "--storetype", "AZUREKEYVAULT", "--keystore", HOST, "--storepass", f"file:{secret}", "--alias", "rsa",
        "--certfile", f"{CHAINS}/rsa.pem", "--alg", algorithm, script)
    return before, script.read_bytes().decode()


def part(der, at):
    """Where a DER element's content begins and ends."""
    length, at = der[at + 1], at + 2
    if length > 127:
        count = length & 127
        length, at = int.from_bytes(der[at:at + count], "big"), at + count
    return at, at + length


def children(der):
    at, found = 0, []
    while at < len(der):
        begin, finish = part(der, at)
        found.append((der[at], der[begin:finish]))
        at = finish
    return found


def verified(before, after, algorithm):
    """The signature is openssl's to judge; the digest in it must be the script's, which Authenticode takes in UTF-16."""
    block = after[after.index(BEGIN) + len(BEGIN):after.index(END)]
    signature = base64.b64decode("".join(line.lstrip("# ") for line in block.split()))
    sealed, said = folder / "signature", folder / "said"
    sealed.write_bytes(signature)
    data = children(children(children(children(signature)[0][1])[1][1])[0][1])
    content = children(children(data[2][1])[1][1])[0][1]
    said.write_bytes(content)
    run("openssl", "smime", "-verify", "-inform", "DER", "-in", sealed, "-content", said, "-binary", "-CAfile", f"{CHAINS}/ca.pem",
        "-purpose", "any", "-out", "/dev/null")
    digest = hashlib.new(algorithm.replace("-", ""), before.encode("utf-16-le")).digest()
    assert digest == children(children(content)[1][1])[1][1], "another digest"
    said.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    run("openssl", "smime", "-verify", "-inform", "DER", "-in", sealed, "-content", said, "-binary", "-CAfile", f"{CHAINS}/ca.pem",
        "-purpose", "any", "-out", "/dev/null", fails="digest failure")


@step("powershell")
def _():
    verified(*signed_script("SHA-256"), "sha256")


@step("powershell-sha512")
def _():
    verified(*signed_script("SHA-512"), "sha512")


@step("jar")
def _():
    jar = folder / "hello.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("hello.txt", "hello\n" * 100)
    trusted = folder / "ca.p12"
    tools = env["JAVA_HOME"] + "/bin/"
    run(tools + "jarsigner", "-J-cp", f"-J{JSIGN}", "-J--add-modules", "-Jjava.sql", *("-J" + word for word in TRUST),
        "-providerClass", "net.jsign.jca.JsignJcaProvider", "-providerArg", HOST, "-keystore", "NONE", "-storetype", "AZUREKEYVAULT",
        "-storepass:file", secret, "-certchain", f"{CHAINS}/rsa.pem", jar, "rsa")
    run(tools + "keytool", "-importcert", "-noprompt", "-alias", "ca", "-file", f"{CHAINS}/ca.pem", "-keystore", trusted, "-storepass", "changeit")
    verify = [tools + "jarsigner", "-verify", "-strict", "-keystore", trusted, "-storepass", "changeit", jar]
    assert "jar verified" in run(*verify)
    with zipfile.ZipFile(jar) as archive:
        rest = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(jar, "w") as archive:
        for name, data in rest.items():
            archive.writestr(name, data.replace(b"hello", b"HELLO") if name == "hello.txt" else data)
    run(*verify, fails="digest error")


@step("wrong-token")
def _():
    secret.write_text(token[:-8] + "AAAAAAAA")
    script = folder / "refused.ps1"
    script.write_text("exit\r\n")
    run(JAVA, *TRUST, "-jar", JSIGN, "--storetype", "AZUREKEYVAULT", "--keystore", HOST, "--storepass", f"file:{secret}", "--alias", "rsa",
        "--certfile", f"{CHAINS}/rsa.pem", script, fails="Unauthorized")


end()
