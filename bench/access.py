"""What many roles cost a read, and how soon another node sees a change of access.

Three servers run side by side, on copies of one data folder, and take the load in turns: one with a single role for
the caller, one with 10,000 assignments, 1,000 groups and 100 conditions beside it, and one where the caller's only
role stands under a condition as well. Then two nodes share one PostgreSQL that holds as much, both under load: each
change is made at one node, and the very next request goes to the other.
"""
import base64
import http.client
import json
import re
import shutil
import socket
import sqlite3
import ssl
import statistics
import subprocess
import time
import uuid

import bench

CONNECTIONS = 64
NAMES = 10
ASSIGNMENTS, GROUPS, CONDITIONS = 10_000, 1_000, 100
SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"
KEY_VAULT_ADMINISTRATOR = "00482a5a-887f-4fb3-b363-3b7fe8e74483"
AUTHORIZATION = "/providers/Microsoft.Authorization"
ROLE_API, PIM_API = "?api-version=2022-04-01", "?api-version=2020-10-01"
VAULT_API, GROUP_API = "?api-version=2026-02-01", "?api-version=2021-04-01"
TENANT = "5717e0e0-0000-4000-8000-0000000000aa"


class Line:
    """A connection that stays open to one host of one server, as one caller."""

    def __init__(self, server, host, token):
        self.server, self.host, self.token = server, host, token
        self.open()

    def open(self):
        self.connection = self.server.connection(self.host)

    def ask(self, method, target, body=None):
        headers = {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"}
        self.connection.request(method, target, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def must(self, method, target, body=None):
        status, answer = self.ask(method, target, None if body is None else json.dumps(body))
        if status not in (200, 201, 202, 204):
            raise SystemExit(f"{method} {target}: {status} {answer.decode()}")
        return json.loads(answer) if answer else {}


class Node(bench.Strongroom):
    """A production server of its own on a database that others use too."""

    def __init__(self, folder, name, shared):
        self.folder, self.name, self.shared = folder, name, shared
        self.host, self.ca = "dev.vault.localhost", shared["tls"] / "ca.pem"
        self.port = bench.free_port()
        self.public = shared.setdefault("port", self.port)
        (folder / name).mkdir(mode=0o700)
        (folder / f"{name}.yaml").write_text(f"""
tenant: {TENANT}
node: {name}
data: {folder / name}
clouds: [{{suffix: localhost, public-port: {self.public}}}]
listen: {{address: 127.0.0.1, port: {self.port}, certificate: {shared['tls']}/server.pem, key: {shared['tls']}/server.key}}
store: {{url: "{shared['database']}", connections: 8, shared: true}}
seal: {{type: file, file: {folder / 'seal'}}}
""")

    def command(self, word):
        return [str(bench.HOME / "strongroom"), word, "--config", str(self.folder / f"{self.name}.yaml"), "--i-accept-file-seal"]

    def init(self):
        done = subprocess.run(self.command("init"), capture_output=True, text=True, cwd=bench.HOME)
        if done.returncode:
            raise SystemExit("init: " + done.stdout + done.stderr)
        return [re.search(rf"^{word}\s+(\S+)", done.stdout, re.M).group(1) for word in ("subscription", "client id", "client secret")]

    def start(self):
        self.log = open(self.folder / f"{self.name}.log", "w")
        self.process = subprocess.Popen(self.command("server"), stdout=self.log, stderr=self.log, cwd=bench.HOME)
        self.wait()

    def connection(self, host):
        context = ssl.create_default_context(cafile=str(self.ca)) if self.ca.exists() else ssl.create_default_context()
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = http.client.HTTPSConnection(host, self.public, context=context, timeout=60)
        connection.sock = context.wrap_socket(raw, server_hostname=host)
        return connection


def application(server, admin, name):
    """An application with a secret: its client id, its principal, its secret."""
    graph = Line(server, "graph.localhost", admin("graph"))
    made = graph.must("POST", "/v1.0/applications", {"displayName": name})
    principal = graph.must("POST", "/v1.0/servicePrincipals", {"appId": made["appId"]})
    secret = graph.must("POST", f"/v1.0/applications/{made['id']}/addPassword", {"passwordCredential": {"displayName": name}})
    return made["appId"], principal["id"], secret["secretText"]


def assign(line, scope, principal, role, name=None):
    line.must("PUT", f"{scope}{AUTHORIZATION}/roleAssignments/{name or uuid.uuid4()}{ROLE_API}", {
        "properties": {"roleDefinitionId": f"{AUTHORIZATION}/roleDefinitions/{role}", "principalId": principal,
                       "principalType": "ServicePrincipal"}})


def many(tenant, subscription, vault, reader):
    """10,000 assignments, 1,000 groups that the reader is in, 100 conditions: as statements."""
    groups = [str(uuid.UUID(int=0x60000000000040008000000000000000 + i)) for i in range(GROUPS)]
    yield from (("INSERT INTO directory_principal (id, tenant_id, kind, display_name, enabled) VALUES (?, ?, ?, ?, 1)",
                 (group, tenant, "group", f"group {i}")) for i, group in enumerate(groups))
    yield from (("INSERT INTO directory_membership (group_id, member_id) VALUES (?, ?)", (group, reader)) for group in groups)
    for i in range(ASSIGNMENTS):
        condition, scope = None, vault
        if i < GROUPS:
            principal = groups[i]
            if i < CONDITIONS:
                condition = f"@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'other{i}'"
            else:
                scope = f"/subscriptions/{subscription}/resourceGroups/elsewhere{i}"
        else:
            principal = str(uuid.UUID(int=0x70000000000040008000000000000000 + i))
        yield assignment(i, tenant, scope, principal, condition)


def assignment(number, tenant, scope, principal, condition):
    return ("INSERT INTO role_assignment (tenant_id, id, scope, scope_display, role_id, principal_id, principal_type, condition_text,"
            " created_on, created_by, updated_on, updated_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '', 0, '')",
            (tenant, str(uuid.UUID(int=0x80000000000040008000000000000000 + number)), scope.lower(), scope, SECRETS_USER, principal,
             "Group", condition))


def into_sqlite(data, statements):
    with sqlite3.connect(data / "strongroom.db") as database:
        for text, values in statements:
            database.execute(text, values)


def into_postgres(postgres, name, statements):
    def literal(value):
        return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"

    script = ["BEGIN;"]
    for text, values in statements:
        for value in values:
            text = text.replace("?", literal(value), 1)
        script.append(text + ";")
    subprocess.run([str(postgres.binaries / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(postgres.port),
                    "-U", "strongroom", name], input="\n".join(script + ["COMMIT;"]), text=True, check=True)


def read_path(folder, options):
    first = folder / "plain"
    first.mkdir()
    server = bench.Strongroom(first)
    settings = server.settings()
    subscription, tenant = settings["subscription"], settings["tenant"]
    vault = f"/subscriptions/{subscription}/resourceGroups/dev/providers/Microsoft.KeyVault/vaults/dev"

    def admin(audience):
        return server.token_for(tenant, settings["application.id"], settings["application.secret"], audience)

    bench.fill(server, first, NAMES, 0)
    client, reader, secret = application(server, admin, "reader")
    assign(Line(server, "management.localhost", admin("management")), vault, reader, SECRETS_USER)
    server.stop()
    rows = {"one role": server}
    for label, place in (("10,000 assignments, 1,000 groups, 100 conditions", "many"), ("the same, its only role under a condition", "hard")):
        shutil.copytree(first / "data", folder / place / "data", ignore=shutil.ignore_patterns("*.sock", "*.lock"))
        into_sqlite(folder / place / "data", many(tenant, subscription, vault, reader))
        if place == "hard":
            group = str(uuid.UUID(int=0x60000000000040008000000000000000 + GROUPS))
            into_sqlite(folder / place / "data", [
                ("DELETE FROM role_assignment WHERE principal_id = ?", (reader,)),
                ("INSERT INTO directory_principal (id, tenant_id, kind, display_name, enabled) VALUES (?, ?, ?, ?, 1)", (group, tenant, "group", "last")),
                ("INSERT INTO directory_membership (group_id, member_id) VALUES (?, ?)", (group, reader)),
                assignment(ASSIGNMENTS, tenant, vault, group, "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith 'b'")])
        rows[label] = place
    servers, runs = {}, {label: [] for label in rows}
    try:
        for label, place in rows.items():
            servers[label] = bench.Strongroom(first if label == "one role" else folder / place)
        headers = {}
        for label, each in servers.items():
            headers[label] = {**each.headers(), "Authorization": "Bearer " + each.token_for(tenant, client, secret, "vault")}
            bench.load(each, each.folder, "get", CONNECTIONS, options.warm, NAMES, headers[label])
        for _ in range(3):  # in turns, so that what else the machine does meets all alike
            for label, each in servers.items():
                runs[label].append(bench.load(each, each.folder, "get", CONNECTIONS, options.seconds, NAMES, headers[label]))
    finally:
        for each in servers.values():
            each.stop()
    bench.table("The read path with many roles in force", ["in force", "req/s", "p50", "p99", "CPU µs/req", "ratio"])
    before = statistics.median(run["cpu"] for run in runs["one role"])
    for label, all_runs in runs.items():
        run = sorted(all_runs, key=lambda one: one["cpu"])[1]
        bench.row([label, f"{run['rate']:,.0f}", run["p50"], run["p99"], f"{run['cpu']:.1f}", f"{run['cpu'] / before:.2f}"])


class Changes:
    """Ways to give access at one node and to take it; each has its own caller, whose next request goes to the other."""

    def __init__(self, one, two, admin, vault):
        self.one, self.two, self.admin, self.vault = one, two, admin, vault

    def open(self):
        self.management = Line(self.one, "management.localhost", self.admin("management"))
        self.graph = Line(self.one, "graph.localhost", self.admin("graph"))

    def caller(self, name):
        client, principal, secret = application(self.one, self.admin, name)
        return principal, Line(self.two, "dev.vault.localhost", self.one.token_for(TENANT, client, secret, "vault"))

    def role(self):
        principal, line = self.caller("role")
        path = f"{self.vault}{AUTHORIZATION}/roleAssignments/{uuid.uuid4()}{ROLE_API}"
        body = {"properties": {"roleDefinitionId": f"{AUTHORIZATION}/roleDefinitions/{SECRETS_USER}", "principalId": principal,
                               "principalType": "ServicePrincipal"}}
        return line, lambda: self.management.must("PUT", path, body), lambda: self.management.must("DELETE", path)

    def denial(self):
        principal, line = self.caller("denial")
        assign(self.management, self.vault, principal, SECRETS_USER)
        path = f"{self.vault}{AUTHORIZATION}/denyAssignments/{uuid.uuid4()}{ROLE_API}"
        body = {"properties": {"denyAssignmentName": "bench", "principals": [{"id": principal, "type": "ServicePrincipal"}],
                               "permissions": [{"dataActions": ["*"]}]}}
        self.management.must("PUT", path, body)
        return line, lambda: self.management.must("DELETE", path), lambda: self.management.must("PUT", path, body)

    def membership(self):
        principal, line = self.caller("member")
        group = self.graph.must("POST", "/v1.0/groups", {"displayName": "bench", "mailEnabled": False, "mailNickname": "bench",
                                                         "securityEnabled": True})["id"]
        assign_group = {"properties": {"roleDefinitionId": f"{AUTHORIZATION}/roleDefinitions/{SECRETS_USER}", "principalId": group}}
        self.management.must("PUT", f"{self.vault}{AUTHORIZATION}/roleAssignments/{uuid.uuid4()}{ROLE_API}", assign_group)
        reference = {"@odata.id": f"https://graph.localhost:{self.one.public}/v1.0/directoryObjects/{principal}"}
        return (line, lambda: self.graph.must("POST", f"/v1.0/groups/{group}/members/$ref", reference),
                lambda: self.graph.must("DELETE", f"/v1.0/groups/{group}/members/{principal}/$ref"))

    def activation(self):
        principal, line = self.caller("schedule")

        def ask(kind):
            self.management.must("PUT", f"{self.vault}{AUTHORIZATION}/roleAssignmentScheduleRequests/{uuid.uuid4()}{PIM_API}", {"properties": {
                "roleDefinitionId": f"{AUTHORIZATION}/roleDefinitions/{SECRETS_USER}", "principalId": principal, "requestType": kind,
                "justification": "bench", "scheduleInfo": {"expiration": {"type": "AfterDuration", "duration": "PT1H"}}}})
        return line, lambda: ask("AdminAssign"), lambda: ask("AdminRemove")


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def figures(values):
    return f"{percentile(values, 0.5) * 1e3:.1f} / {percentile(values, 0.99) * 1e3:.1f} / {max(values) * 1e3:.1f}"


def two_nodes(folder, options):
    postgres = bench.Postgres(folder / "postgres")
    shared = {"tls": folder / "plain" / "data" / "tls", "database": postgres.database("nodes")}
    nodes, loads = [], []
    try:
        one, two = Node(folder, "one", shared), Node(folder, "two", shared)
        subscription, client, secret = one.init()
        one.start()
        nodes.append(one)

        def admin(audience):
            return one.token_for(TENANT, client, secret, audience)

        management = Line(one, "management.localhost", admin("management"))
        group = f"/subscriptions/{subscription}/resourceGroups/dev"
        vault = f"{group}/providers/Microsoft.KeyVault/vaults/dev"
        management.must("PUT", group + GROUP_API, {"location": "local"})
        management.must("PUT", vault + VAULT_API, {"location": "local", "properties": {
            "tenantId": TENANT, "sku": {"family": "A", "name": "standard"}, "enableRbacAuthorization": True}})
        assign(management, vault, json.loads(decoded(admin("vault")))["oid"], KEY_VAULT_ADMINISTRATOR)
        one.token = admin("vault")
        bench.fill(one, folder, NAMES, 0)
        reader = application(one, admin, "reader")[1]
        into_postgres(postgres, "nodes", many(TENANT, subscription, vault, reader))
        one.stop()
        nodes.clear()
        for each in (one, two):
            each.start()
            nodes.append(each)
        two.token = one.token = admin("vault")
        script = folder / "get.lua"
        for each in nodes:
            bench.load(each, folder, "get", 8, options.warm, NAMES, each.headers())
        for each in nodes:
            command = ["wrk", "-t1", "-c8", "-d600s", "--timeout", "30s", "-s", str(script)]
            for name, value in each.headers().items():
                command += ["-H", f"{name}: {value}"]
            loads.append(subprocess.Popen(command + [each.url()], stdout=subprocess.DEVNULL))
        measured(Changes(one, two, admin, vault), options.rounds)
    finally:
        for each in loads:
            each.kill()
        for each in nodes:
            each.stop()
        postgres.stop()


def decoded(token):
    claims = token.split(".")[1]
    return base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4))


def measured(changes, rounds):
    target = f"/secrets/b0?{bench.API}"
    kinds = {"role given / taken": changes.role, "denial lifted / made": changes.denial,
             "member added / removed": changes.membership, "role for an hour given / taken": changes.activation}
    bench.table("A change at one node, seen at the next request to the other", ["change", "changes", "seen at the next request",
                                                                                "the change took, ms (p50 / p99 / max)",
                                                                                "the next request took, ms (p50 / p99 / max)"])
    every = [[], [], 0, 0]
    for label, prepare in kinds.items():
        changes.open()
        line, give, take = prepare()
        took, asked, seen = [], [], 0
        assert line.ask("GET", target)[0] == 403, label
        for _ in range(rounds):
            for change, expected in ((give, 200), (take, 403)):
                began = time.monotonic()
                change()
                changed = time.monotonic()
                status, _ = line.ask("GET", target)
                took.append(changed - began)
                asked.append(time.monotonic() - changed)
                seen += status == expected
        bench.row([label, 2 * rounds, f"{seen} of {2 * rounds}", figures(took), figures(asked)])
        every = [every[0] + took, every[1] + asked, every[2] + seen, every[3] + 2 * rounds]
    bench.row(["all", every[3], f"{every[2]} of {every[3]}", figures(every[0]), figures(every[1])])


def run(folder, options):
    read_path(folder, options)
    two_nodes(folder, options)
