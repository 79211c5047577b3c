"""Strongroom beside nginx: the same bytes over the same TLS, on the same machine, in the same run.

What counts is the server's CPU per request as a ratio to nginx's; absolute rates depend on the machine. The load
comes from wrk on loopback, the CPU from /proc. See docs/performance.md for what the columns mean.
"""
import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

HOME = pathlib.Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")
API = "api-version=7.4"
CONNECTIONS = (1, 16, 64)
WARM_ROUNDS = 24
NAMES = 100
DIGEST = "A" * 43  # 32 zero bytes


def say(text):
    print(text, file=sys.stderr, flush=True)


def free_port():
    """A free port whose next one is free too: the identity endpoint takes that."""
    while True:
        with socket.socket() as probe, socket.socket() as following:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            try:
                following.bind(("127.0.0.1", port + 1))
                return port
            except (OSError, OverflowError):
                continue


def cpu_seconds(pids):
    total = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def resident_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def children(pid):
    return [int(p) for p in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Strongroom:
    """A development server in a folder of its own, started and stopped by us."""

    def __init__(self, folder, database=None, cores=None):
        self.folder = folder
        self.port = self.public = free_port()
        self.log = open(folder / "server.log", "w")
        command = [str(HOME / "strongroom"), "dev", "--data", str(folder / "data"), "--port", str(self.port)]
        if database:
            command += ["--store", database]
        if cores:
            command = ["taskset", "-c", cores, *command]
        started = time.monotonic()
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, cwd=HOME)
        self.ca = folder / "data" / "tls" / "ca.pem"
        self.host = f"dev.vault.localhost"
        self.first_answer = self.wait() - started
        self.token = self.sign_in()

    def wait(self):
        while time.monotonic():
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended; see {self.log.name}\n" + pathlib.Path(self.log.name).read_text())
            try:
                self.ask("GET", "/secrets?" + API)
                return time.monotonic()
            except (OSError, ssl.SSLError, http.client.HTTPException):
                time.sleep(0.02)

    def connection(self, host):
        context = ssl.create_default_context(cafile=str(self.ca)) if self.ca.exists() else ssl.create_default_context()
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection = http.client.HTTPSConnection(host, self.port, context=context, timeout=30)
        connection.sock = context.wrap_socket(raw, server_hostname=host)
        return connection

    def ask(self, method, target, body=None, headers=None, host=None):
        connection = self.connection(host or self.host)
        try:
            connection.request(method, target, body, headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def settings(self):
        return dict(
            line.strip().replace("\\:", ":").replace("\\=", "=").split("=", 1)
            for line in (self.folder / "data" / "dev.properties").read_text().splitlines()
            if "=" in line and not line.startswith("#"))

    def sign_in(self):
        settings = self.settings()
        return self.token_for(settings["tenant"], settings["application.id"], settings["application.secret"], "vault")

    def token_for(self, tenant, client, secret, audience):
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials", "client_id": client, "client_secret": secret,
            "scope": f"https://{audience}.localhost:{self.public}/.default"})
        status, _, body = self.ask(
            "POST", f"/{tenant}/oauth2/v2.0/token", form,
            {"Content-Type": "application/x-www-form-urlencoded"}, "login.localhost")
        if status != 200:
            raise SystemExit(f"no token: {status} {body.decode()}")
        return json.loads(body)["access_token"]

    def pids(self):
        return [self.process.pid]

    def url(self):
        return f"https://127.0.0.1:{self.port}"

    def headers(self):
        return {"Authorization": "Bearer " + self.token, "Host": f"{self.host}:{self.public}"}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


class Nginx:
    """nginx answering one fixed file with the headers and the certificate that Strongroom answered with."""

    def __init__(self, folder, tls, headers, body):
        self.port = free_port()
        (folder / "body.json").write_bytes(body)
        lines = "\n".join(
            f'add_header {name} "{value}" always;' for name, value in headers.items()
            if name.lower() not in ("content-length", "content-type", "date", "connection"))
        configuration = f"""
daemon off; {"user root;" if os.getuid() == 0 else ""} worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000000; default_type "application/json; charset=utf-8"; types {{ }} open_file_cache max=10;
client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
server {{ listen 127.0.0.1:{self.port} ssl; ssl_certificate {tls}/server.pem; ssl_certificate_key {tls}/server.key; ssl_protocols TLSv1.3 TLSv1.2;
location / {{ root {folder}; try_files /body.json =404; {lines} }} }} }}"""
        (folder / "nginx.conf").write_text(configuration)
        self.process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
        time.sleep(1)
        if self.process.poll() is not None:
            raise SystemExit("nginx did not start: " + (folder / "nginx.err").read_text())

    def pids(self):
        return [self.process.pid] + children(self.process.pid)

    def url(self):
        return f"https://127.0.0.1:{self.port}"

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


class Postgres:
    """A PostgreSQL of its own with the default durability, on the same disk, with one database for each server."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        packaged = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.binaries = packaged[-1] if packaged else pathlib.Path(shutil.which("initdb") or "initdb").parent
        folder.mkdir()
        if os.getuid() == 0:
            shutil.chown(folder, "nobody")
            folder.parent.chmod(0o711)
        self.run("initdb", "-D", folder / "data", "-U", "strongroom", "-A", "trust", "-E", "UTF8")
        self.run("pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o",
                 f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={folder}", "start")

    def run(self, name, *arguments):
        command = [str(self.binaries / name), *map(str, arguments)]
        if os.getuid() == 0:  # both refuse to run as root
            command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def database(self, name):
        self.run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "strongroom", name)
        return f"jdbc:postgresql://127.0.0.1:{self.port}/{name}?user=strongroom"

    def stop(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop")


SCRIPT = """
local n, names, mode = 0, %d, "%s"
local versions = {%s}
request = function()
  n = n + 1
  if mode == "fill" or mode == "set" then
    return wrk.format("PUT", "/secrets/" .. (mode == "set" and "w" or "b") .. (n %% names) .. "?%s", nil, '{"value":"' .. string.rep("x", 200) .. '"}')
  elseif mode == "list" then
    return wrk.format("GET", "/secrets?%s")
  elseif mode == "sign" then
    return wrk.format("POST", "/keys/bench//sign?%s", nil, '{"alg":"%s","value":"%s"}')
  elseif mode == "version" then
    return wrk.format("GET", "/secrets/b0/" .. versions[n %% #versions + 1] .. "?%s")
  end
  return wrk.format("GET", "/secrets/b" .. (n %% names) .. "?%s")
end
"""


def load(server, folder, mode, connections, seconds, names, headers=None, versions=(), cores=None, algorithm="RS256"):
    script = folder / f"{mode}.lua"
    script.write_text(SCRIPT % (names, mode, ",".join(f'"{v}"' for v in versions), API, API, API, algorithm, DIGEST, API, API))
    command = (["taskset", "-c", cores] if cores else []) + ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s", "-s", str(script)]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    if mode in ("set", "fill", "sign"):
        command += ["-H", "Content-Type: application/json"]
    before, began = cpu_seconds(server.pids()), time.monotonic()
    output = subprocess.run(command + [server.url()], capture_output=True, text=True, check=True).stdout
    cpu, took = cpu_seconds(server.pids()) - before, time.monotonic() - began
    done = int(re.search(r"(\d+) requests in", output).group(1))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if bad:
        raise SystemExit(f"{mode}: {bad.group(1)} of {done} answers were refusals\n{output}")
    return {
        "rate": done / took, "cpu": cpu / max(done, 1) * 1e6, "done": done,
        "p50": re.search(r"^\s+50%\s+(\S+)", output, re.M).group(1),
        "p99": re.search(r"^\s+99%\s+(\S+)", output, re.M).group(1)}


def fill(server, folder, versions, have):
    """Sets secrets through the API until at least `versions` of them are stored, spread over the names that are read."""
    names = min(NAMES, versions)
    for i in range(names):
        status, _, body = server.ask("PUT", f"/secrets/b{i}?{API}", '{"value":"' + "x" * 200 + '"}',
                                     {**server.headers(), "Content-Type": "application/json"})
        assert status == 200, body
    have += names
    while have < versions:
        seconds = 1 if versions - have < 5_000 else 10
        run = load(server, folder, "fill", 64, seconds, names, server.headers())
        have += run["done"]
        say(f"  {have:,} of {versions:,} versions stored ({run['rate']:,.0f}/s)")
    return have


def some_versions(server):
    status, _, body = server.ask("GET", f"/secrets/b0/versions?{API}", headers=server.headers())
    assert status == 200, body
    return [item["id"].rsplit("/", 1)[1] for item in json.loads(body)["value"]]


def fsync_rate(folder, seconds=2):
    file = os.open(folder / "fsync", os.O_CREAT | os.O_WRONLY)
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        os.write(file, b"x" * 4096)
        os.fdatasync(file)
        count += 1
    os.close(file)
    return count / seconds


def row(cells):
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


def table(title, columns):
    print(f"\n### {title}\n", flush=True)
    row(columns)
    row("---" for _ in columns)


def reads(server, nginx, folder, options):
    base = {}
    for connections in CONNECTIONS:
        load(nginx, folder, "get", connections, 2, 10, server.headers())
        base[connections] = load(nginx, folder, "get", connections, options.seconds, 10, server.headers())
    table("Reads and writes beside nginx", ["stored versions", "operation", "connections", "req/s", "p50", "p99",
                                            "CPU µs/req", "ratio to nginx"])
    for connections, run in base.items():
        row(["–", "nginx, same bytes", connections, f"{run['rate']:,.0f}", run["p50"], run["p99"], f"{run['cpu']:.1f}", "1.0"])
    have, flat = 0, {}
    for versions in options.versions:
        have = fill(server, folder, versions, have)
        names = min(NAMES, versions)
        known = some_versions(server)
        load(server, folder, "get", 64, options.warm, names, server.headers())
        for mode in ("get", "version", "list", "set"):
            for connections in CONNECTIONS:
                run = load(server, folder, mode, connections, options.seconds, names, server.headers(), known)
                have += run["done"] if mode == "set" else 0
                ratio = run["cpu"] / base[connections]["cpu"]
                flat[(mode, connections, versions)] = run["cpu"]
                label = {"get": "GET latest", "version": "GET version", "list": "LIST", "set": "SET"}[mode]
                row([f"{versions:,}", label, connections, f"{run['rate']:,.0f}", run["p50"], run["p99"], f"{run['cpu']:.1f}", f"{ratio:.2f}"])
    first, last = options.versions[0], options.versions[-1]
    print(f"\nGET latest at 64 connections, CPU at {last:,} versions against {first:,}: "
          f"{flat[('get', 64, last)] / flat[('get', 64, first)]:.2f}", flush=True)


def writes(folder, options):
    table("Writes beside the disk", ["store", "connections", "acknowledged writes/s", "disk fdatasync/s", "writes per commit"])
    postgres = Postgres(folder / "postgres")
    try:
        for store in ("SQLite", "PostgreSQL"):
            for connections in CONNECTIONS:
                place = folder / f"{store}-{connections}"
                place.mkdir()
                server = Strongroom(place, postgres.database(f"bench{connections}") if store == "PostgreSQL" else None)
                try:
                    load(server, place, "set", connections, options.warm, NAMES, server.headers())
                    disk = fsync_rate(place)
                    run = load(server, place, "set", connections, options.seconds, NAMES, server.headers())
                finally:
                    server.stop()
                said = re.search(r"Stopped\. (\d+) writes took (\d+) commits", (place / "server.log").read_text())
                row([store, connections, f"{run['rate']:,.0f}", f"{disk:,.0f}", f"{int(said.group(1)) / int(said.group(2)):.1f}"])
    finally:
        postgres.stop()


def compiler_seconds(pid):
    """What the JVM's compilers have spent so far."""
    spent = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            name, rest = (task / "stat").read_text().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        if re.match(r"C[12] Compiler", name):
            spent += sum(map(int, rest.split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return spent


def warm_up(server, folder, options, cores, algorithm):
    """Until the compilers are done: where the server has one core, they and it share that core for minutes."""
    load(server, folder, "sign", 16, options.warm, 1, server.headers(), cores=cores, algorithm=algorithm)
    for _ in range(WARM_ROUNDS):
        before = compiler_seconds(server.process.pid)
        load(server, folder, "sign", 16, 5, 1, server.headers(), cores=cores, algorithm=algorithm)
        if compiler_seconds(server.process.pid) - before < 0.05 * 5:
            return
    say("the compilers are still busy; the next rows have their work in them")


def openssl_rate(cores, seconds, algorithm):
    """Signatures per second of CPU of `openssl speed`, one process on each of these cores at a time."""
    runs = [subprocess.Popen(["taskset", "-c", core, "openssl", "speed", "-seconds", str(seconds), "-mr", algorithm],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for core in cores.split(",")]
    found = [re.search(r"^\+F[24]:\d+:\d+:([0-9.e-]+):", run.communicate()[0], re.M) for run in runs]
    given = [float(each.group(1)) for each in found]
    return sum(1 / each if each < 1 else each for each in given)  # older versions say how long one takes


def signing(folder, options):
    """The load has the first core, the server all others; openssl runs on the server's, before and after it."""
    if os.cpu_count() < 2:
        raise SystemExit("signing is measured with a core for the load and others for the server; this machine has one")
    load_core, cores = "0", ",".join(str(core) for core in range(1, os.cpu_count()))
    table("Signing beside openssl on the same cores",
          ["algorithm", "connections", "server, signatures/s over HTTPS", "p50", "p99", "CPU µs/req", "openssl speed, signatures/s",
           "ratio", "ratio per second of CPU"])
    place = folder / "keys"
    place.mkdir()
    server = Strongroom(place, cores=cores)
    try:
        headers = {**server.headers(), "Content-Type": "application/json"}
        # ES256 comes first: more requests in the same time, so the compilers are done sooner.
        for algorithm, key, name in (("ES256", {"kty": "EC", "crv": "P-256"}, "ecdsap256"), ("RS256", {"kty": "RSA", "key_size": 2048}, "rsa2048"),
                                     ("PS256", {"kty": "RSA", "key_size": 2048}, "rsa2048")):
            status, _, body = server.ask("POST", f"/keys/bench/create?{API}", json.dumps(key), headers)
            assert status == 200, body
            warm_up(server, place, options, load_core, algorithm)
            for connections in CONNECTIONS:
                before = openssl_rate(cores, options.seconds, name)
                run = load(server, place, "sign", connections, options.seconds, 1, server.headers(), cores=load_core, algorithm=algorithm)
                own = statistics.mean([before, openssl_rate(cores, options.seconds, name)])
                row([algorithm, connections, f"{run['rate']:,.0f}", run["p50"], run["p99"], f"{run['cpu']:.0f}", f"{own:,.0f}",
                     f"{run['rate'] / own:.2f}", f"{1e6 / run['cpu'] * len(cores.split(',')) / own:.2f}"])
    finally:
        server.stop()


def start_up(folder, server):
    server.stop()
    starts = []
    for _ in range(3):
        again = Strongroom(folder)
        starts.append(again.first_answer)
        idle = again
        if len(starts) < 3:
            again.stop()
    time.sleep(10)
    table("Start and memory", ["first request answered after", "resident when idle"])
    row([f"{statistics.median(starts):.2f} s", f"{resident_mb(idle.process.pid):.0f} MB"])
    idle.stop()


def machine():
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    java = subprocess.run(["bash", "-c", f". {HOME}/.launcher/jdk.sh; find_jdk && $JAVA_HOME/bin/java -version 2>&1 | tail -1"],
                          capture_output=True, text=True).stdout.strip()
    nginx = subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr.strip()
    print(f"\nMachine: {os.cpu_count()} cores, {model.group(1) if model else 'unknown'}, Linux {os.uname().release}; {java}; {nginx}; "
          f"wrk on the same machine, one thread. {time.strftime('%Y-%m-%d')}.", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="strongroom bench", description=__doc__.splitlines()[0])
    parser.add_argument("--versions", default="10,10000,1000000", type=lambda t: [int(v) for v in t.split(",")])
    parser.add_argument("--seconds", default=8, type=int, help="length of each measurement")
    parser.add_argument("--warm", default=15, type=int, help="length of the warm-up")
    parser.add_argument("--only", choices=["reads", "writes", "keys", "access"], help="one part of it")
    parser.add_argument("--rounds", default=50, type=int, help="how often each kind of access is given and taken")
    parser.add_argument("--quick", action="store_true", help="a minute instead of twenty: 10 and 2,000 versions")
    options = parser.parse_args()
    if options.quick:
        options.versions, options.seconds, options.warm = [10, 2000], 2, 5
    folder = pathlib.Path(tempfile.mkdtemp(prefix="strongroom-bench-"))
    server = nginx = None
    try:
        machine()
        if options.only == "access":
            import access
            access.run(folder, options)
            return
        if options.only in (None, "reads"):
            server = Strongroom(folder)
            fill(server, folder, 1, 0)
            status, headers, body = server.ask("GET", f"/secrets/b0?{API}", headers=server.headers())
            assert status == 200, body
            nginx = Nginx(folder, folder / "data" / "tls", headers, body)
            reads(server, nginx, folder, options)
            nginx.stop()
            nginx = None
            start_up(folder, server)
            server = None
        if options.only in (None, "writes"):
            writes(folder, options)
        if options.only in (None, "keys"):
            signing(folder, options)
    finally:
        for each in (server, nginx):
            if each and each.process.poll() is None:
                each.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
