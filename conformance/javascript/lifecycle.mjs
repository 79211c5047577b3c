// The secret lifecycle through @azure/keyvault-secrets, configured by the environment alone.
import assert from "node:assert/strict";
import { SecretClient } from "@azure/keyvault-secrets";
import { all, credential, end, poll, refused, step } from "./steps.mjs";

const env = process.env;
const JSON_VALUE = '{"user": "app",  "password":"p\\u00e4ss", "n": 1.0}';
const name = `js-${env.CONFORMANCE_RUN}`;

const client = new SecretClient(env.CONFORMANCE_VAULT_URL, credential());
let blob;

await step("set", async () => {
  const made = await client.setSecret(name, "first", { contentType: "text/plain", tags: { a: "b" } });
  assert.equal(made.value, "first");
  assert.deepEqual(made.properties.tags, { a: "b" });
});
await step("get-latest", async () => assert.equal((await client.getSecret(name)).value, "first"));
await step("get-version", async () => {
  const { version } = (await client.getSecret(name)).properties;
  assert.equal(version.length, 32);
  assert.equal((await client.getSecret(name, { version })).value, "first");
});
await step("set-json-value", async () => {
  await client.setSecret(name, JSON_VALUE, { contentType: "application/json" });
  assert.equal((await client.getSecret(name)).value, JSON_VALUE);
});
await step("update", async () => {
  const { version } = (await client.getSecret(name)).properties;
  const expiresOn = new Date("2032-01-02T00:00:00Z");
  const updated = await client.updateSecretProperties(name, version, { expiresOn, tags: { x: "y" } });
  assert.deepEqual(updated.expiresOn, expiresOn);
  assert.deepEqual(updated.tags, { x: "y" });
});
await step("list-pages", async () => {
  const wanted = Array.from({ length: 30 }, (_, i) => `${name}-page-${i}`);
  for (const each of wanted) await client.setSecret(each, "x");
  let found = [];
  let pages = 0;
  for await (const page of client.listPropertiesOfSecrets().byPage({ maxPageSize: 10 })) {
    assert.ok(page.length <= 10);
    pages += 1;
    found = found.concat(page.map((p) => p.name));
  }
  assert.ok(pages >= 4, `${pages} pages`);
  for (const each of wanted.concat(name)) assert.ok(found.includes(each), each);
});
await step("list-versions", async () => assert.equal((await all(client.listPropertiesOfSecretVersions(name))).length, 2));
await step("backup", async () => {
  blob = await client.backupSecret(name);
  assert.ok(blob.length > 100);
});
await step("delete", async () => {
  const poller = await client.beginDeleteSecret(name, poll);
  const deleted = await poller.pollUntilDone();
  assert.ok(deleted.recoveryId && deleted.properties.scheduledPurgeDate > deleted.properties.deletedOn);
});
await step("get-deleted", async () => assert.equal((await client.getDeletedSecret(name)).name, name));
await step("list-deleted", async () => assert.ok((await all(client.listDeletedSecrets())).some((d) => d.name === name)));
await step("conflict-while-deleted", () => refused(409, "Conflict", () => client.setSecret(name, "again"), "deleted but recoverable state"));
await step("recover", async () => {
  await (await client.beginRecoverDeletedSecret(name, poll)).pollUntilDone();
  assert.equal((await client.getSecret(name)).value, JSON_VALUE);
});
await step("purge", async () => {
  await (await client.beginDeleteSecret(name, poll)).pollUntilDone();
  await client.purgeDeletedSecret(name);
  await refused(404, "SecretNotFound", () => client.getDeletedSecret(name));
});
await step("restore", async () => {
  await client.restoreSecretBackup(blob);
  assert.equal((await client.getSecret(name)).value, JSON_VALUE);
  assert.equal((await all(client.listPropertiesOfSecretVersions(name))).length, 2);
});
await step("not-found", () => refused(404, "SecretNotFound", () => client.getSecret("no-such-secret")));
await step("disabled", async () => {
  const { version } = (await client.getSecret(name)).properties;
  await client.updateSecretProperties(name, version, { enabled: false });
  await refused(403, "Forbidden", () => client.getSecret(name), "not allowed on a disabled secret");
});
await step("bad-name", () => refused(400, "BadParameter", () => client.setSecret("under_score", "x")));

end();
