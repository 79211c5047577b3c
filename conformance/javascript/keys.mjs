// Keys through @azure/keyvault-keys, configured by the environment alone. Private operations are the server's; Node's OpenSSL does the public ones.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import { CryptographyClient, KeyClient } from "@azure/keyvault-keys";
import { all, credential, end, poll, refused, step } from "./steps.mjs";

const env = process.env;
const client = new KeyClient(env.CONFORMANCE_VAULT_URL, credential());
const name = `js-${env.CONFORMANCE_RUN}`;
const plain = Buffer.from("plain text of 32 bytes, and so on");
const curves = { ES256: "P-256", ES256K: "P-256K", ES384: "P-384", ES512: "P-521" };
let blob;

const remote = (key) => new CryptographyClient(key.id, credential());
const bits = (algorithm) => (algorithm === "ES256K" ? "256" : algorithm.slice(2, 5));
const digest = (algorithm) => crypto.createHash(`sha${bits(algorithm)}`).update(plain).digest();
const text = (bytes) => Buffer.from(bytes).toString("base64url");
const bytesOf = (jwk) => Object.fromEntries(Object.entries(jwk).map(([k, v]) => [k, ["kty", "crv"].includes(k) ? v : new Uint8Array(Buffer.from(v, "base64url"))]));

function openssl(key) {
  const { kty, n, e, crv, x, y } = key.key;
  const jwk = kty === "RSA" ? { kty, n: text(n), e: text(e) } : { kty, crv: crv === "P-256K" ? "secp256k1" : crv, x: text(x), y: text(y) };
  return crypto.createPublicKey({ key: jwk, format: "jwk" });
}

function verifies(algorithm, key, signature) {
  const options = { key: openssl(key) };
  if (algorithm.startsWith("ES")) options.dsaEncoding = "ieee-p1363";
  if (algorithm.startsWith("PS")) Object.assign(options, { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST });
  return crypto.verify(`sha${bits(algorithm)}`, plain, options, signature);
}

await step("create-rsa", async () => {
  const made = await client.createRsaKey(name, { keySize: 2048, tags: { a: "b" } });
  assert.equal(made.keyType, "RSA");
  assert.deepEqual(made.properties.tags, { a: "b" });
  assert.deepEqual([...made.keyOperations].sort(), ["decrypt", "encrypt", "sign", "unwrapKey", "verify", "wrapKey"]);
});
await step("create-ec", async () => {
  for (const curve of Object.values(curves)) {
    const made = await client.createEcKey(`${name}-${curve.toLowerCase()}`, { curve });
    assert.equal(made.key.crv, curve);
  }
});
await step("import", async () => {
  const jwk = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  const key = await client.importKey(`${name}-imported`, { ...bytesOf(jwk), keyOps: ["decrypt", "encrypt"] });
  const sealed = crypto.publicEncrypt({ key: openssl(key), oaepHash: "sha256", padding: crypto.constants.RSA_PKCS1_OAEP_PADDING }, plain);
  const opened = await remote(key).decrypt({ algorithm: "RSA-OAEP-256", ciphertext: sealed });
  assert.deepEqual(Buffer.from(opened.result), plain);
});
await step("get", async () => {
  const latest = await client.getKey(name);
  assert.deepEqual((await client.getKey(name, { version: latest.properties.version })).key.n, latest.key.n);
});
await step("update", async () => {
  const expiresOn = new Date("2032-01-02T00:00:00Z");
  const updated = await client.updateKeyProperties(name, { expiresOn, tags: { x: "y" } });
  assert.deepEqual(updated.properties.expiresOn, expiresOn);
});
await step("list-pages", async () => {
  const found = [];
  for await (const page of client.listPropertiesOfKeys().byPage({ maxPageSize: 2 })) found.push(...page.map((p) => p.name));
  for (const each of [name, `${name}-p-256`, `${name}-imported`]) assert.ok(found.includes(each), each);
});
await step("encrypt", async () => {
  const key = await client.getKey(name);
  for (const [algorithm, options] of Object.entries({
    "RSA1_5": { padding: crypto.constants.RSA_PKCS1_PADDING },
    "RSA-OAEP": { padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
    "RSA-OAEP-256": { padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
  })) {
    const opened = await remote(key).decrypt({ algorithm, ciphertext: crypto.publicEncrypt({ key: openssl(key), ...options }, plain) });
    assert.deepEqual(Buffer.from(opened.result), plain);
    assert.equal(opened.keyID, key.id);
  }
});
await step("wrap", async () => {
  const key = await client.getKey(name);
  for (const algorithm of ["RSA1_5", "RSA-OAEP", "RSA-OAEP-256"]) {
    const wrapped = (await remote(key).wrapKey(algorithm, plain)).result;
    assert.deepEqual(Buffer.from((await remote(key).unwrapKey(algorithm, wrapped)).result), plain);
  }
});
await step("sign-rsa", async () => {
  const key = await client.getKey(name);
  for (const algorithm of ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]) {
    const { result } = await remote(key).sign(algorithm, digest(algorithm));
    assert.ok(verifies(algorithm, key, result), algorithm);
    assert.ok((await remote(key).verify(algorithm, digest(algorithm), result)).result, algorithm);
  }
});
await step("sign-ec", async () => {
  for (const [algorithm, curve] of Object.entries(curves)) {
    const key = await client.getKey(`${name}-${curve.toLowerCase()}`);
    const { result } = await remote(key).sign(algorithm, digest(algorithm));
    assert.ok(verifies(algorithm, key, result), algorithm);
    assert.ok((await remote(key).verify(algorithm, digest(algorithm), result)).result, algorithm);
  }
});
// The same private key here and there: what one seals or signs the other opens or verifies. Node's OpenSSL has it here, and the SDK's public half.
await step("local-remote", async () => {
  const { privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = await client.importKey(`${name}-both`, { ...bytesOf(privateKey.export({ format: "jwk" })), keyOps: ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"] });
  const near = new CryptographyClient(key.key);
  const far = remote(key);
  for (const algorithm of ["RSA1_5", "RSA-OAEP", "RSA-OAEP-256"]) {
    const oaep = { padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: algorithm === "RSA-OAEP" ? "sha1" : "sha256" };
    const options = { key: privateKey, ...(algorithm === "RSA1_5" ? { padding: crypto.constants.RSA_PKCS1_PADDING } : oaep) };
    const ours = crypto.publicEncrypt({ ...options, key: openssl(key) }, plain);
    assert.deepEqual(Buffer.from((await far.decrypt({ algorithm, ciphertext: ours })).result), plain, algorithm);
    assert.deepEqual(crypto.privateDecrypt(options, Buffer.from((await far.encrypt({ algorithm, plaintext: plain })).result)), plain, algorithm);
    if (algorithm !== "RSA-OAEP-256") { // the SDK's own cannot
      const { result } = await near.encrypt({ algorithm, plaintext: plain });
      assert.deepEqual(Buffer.from((await far.decrypt({ algorithm, ciphertext: result })).result), plain, algorithm);
    }
  }
  for (const algorithm of ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]) {
    const options = { key: privateKey };
    if (algorithm.startsWith("PS")) Object.assign(options, { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST });
    await agree(key, algorithm, crypto.sign(`sha${bits(algorithm)}`, plain, options));
  }
  for (const [algorithm, curve] of Object.entries(curves)) {
    const { privateKey: point } = crypto.generateKeyPairSync("ec", { namedCurve: { "P-256K": "secp256k1" }[curve] ?? curve });
    const jwk = { ...bytesOf(point.export({ format: "jwk" })), crv: curve, keyOps: ["sign", "verify"] };
    const made = await client.importKey(`${name}-both-${curve}`, jwk);
    await agree(made, algorithm, crypto.sign(`sha${bits(algorithm)}`, plain, { key: point, dsaEncoding: "ieee-p1363" }));
  }
});
async function agree(key, algorithm, ours) {
  const { result } = await remote(key).sign(algorithm, digest(algorithm));
  assert.ok(verifies(algorithm, key, result), algorithm);
  assert.ok((await remote(key).verify(algorithm, digest(algorithm), ours)).result, algorithm);
  assert.ok(!(await remote(key).verify(algorithm, digest(algorithm).reverse(), ours)).result, algorithm);
}
// RSNULL: PKCS #1 v1.5 around what the caller gives.
await step("bare-signature", async () => {
  const { privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = await client.importKey(`${name}-bare`, { ...bytesOf(privateKey.export({ format: "jwk" })), keyOps: ["sign", "verify"] });
  const ours = crypto.privateEncrypt({ key: privateKey, padding: crypto.constants.RSA_PKCS1_PADDING }, plain);
  assert.deepEqual(Buffer.from((await remote(key).sign("RSNULL", plain)).result), ours);
  assert.ok((await remote(key).verify("RSNULL", plain, ours)).result);
  assert.ok(!(await remote(key).verify("RSNULL", plain.subarray(1), ours)).result);
});
// A key that arrives wrapped under one of the vault's (CKM_RSA_AES_KEY_WRAP), as a .byok file has it; OpenSSL wraps.
await step("bring-your-own", async () => {
  const under = await client.createRsaKey(`${name}-transport`, { keySize: 2048, keyOps: ["import"] });
  const { privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 3072 });
  const transport = crypto.randomBytes(32);
  const wrapping = crypto.createCipheriv("id-aes256-wrap-pad", transport, Buffer.from("a65959a6", "hex"));
  const sealed = crypto.publicEncrypt({ key: openssl(under), padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" }, transport);
  const wrapped = Buffer.concat([sealed, wrapping.update(privateKey.export({ type: "pkcs8", format: "der" })), wrapping.final()]);
  const parcel = { schema_version: "1.0.0", header: { kid: under.id, alg: "dir", enc: "CKM_RSA_AES_KEY_WRAP" }, ciphertext: text(wrapped), generator: "conformance" };
  const key = await client.importKey(`${name}-brought`, { kty: "RSA", keyOps: ["sign", "verify"], t: new Uint8Array(Buffer.from(JSON.stringify(parcel))) });
  assert.equal(text(key.key.n), privateKey.export({ format: "jwk" }).n);
  await agree(key, "RS256", crypto.sign("sha256", plain, privateKey));
});
await step("release", async () => {
  const { CONFORMANCE_ATTESTATION: folder, CONFORMANCE_AUTHORITY: authority } = env;
  const policy = { version: "1.0.0", anyOf: [{ authority, allOf: [{ claim: "environment.secure", equals: true }] }] };
  const releasePolicy = { encodedPolicy: new Uint8Array(Buffer.from(JSON.stringify(policy))) };
  const made = await client.createEcKey(`${name}-leaves`, { curve: "P-256", hsm: true, exportable: true, releasePolicy });
  const { value } = await client.releaseKey(made.name, fs.readFileSync(`${folder}/secure`, "utf8"), { algorithm: "CKM_RSA_AES_KEY_WRAP", nonce: "once" });
  const told = JSON.parse(Buffer.from(value.split(".")[1], "base64url"));
  assert.equal(told.request.nonce, "once");
  const wrapped = Buffer.from(JSON.parse(Buffer.from(told.response.key.key.key_hsm, "base64url")).ciphertext, "base64url");
  const own = { key: fs.readFileSync(`${folder}/environment.pem`), padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" };
  const unwrapping = crypto.createDecipheriv("id-aes256-wrap-pad", crypto.privateDecrypt(own, wrapped.subarray(0, 256)), Buffer.from("a65959a6", "hex"));
  const pkcs8 = Buffer.concat([unwrapping.update(wrapped.subarray(256)), unwrapping.final()]);
  const { x, y } = crypto.createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }).export({ format: "jwk" });
  assert.deepEqual([x, y], [text(made.key.x), text(made.key.y)]);
  await refused(403, "Forbidden", () => client.releaseKey(made.name, fs.readFileSync(`${folder}/insecure`, "utf8")));
});
await step("symmetric", async () => {
  const [block, iv, aad] = [Buffer.from("sixteen bytes. ".repeat(2) + ".."), Buffer.alloc(16, 7), Buffer.from("more")];
  for (const size of ["128", "192", "256"]) {
    const raw = crypto.randomBytes(size / 8);
    const jwk = { kty: "oct", k: new Uint8Array(raw), keyOps: ["encrypt", "decrypt", "wrapKey", "unwrapKey", "sign", "verify"] };
    const far = remote(await client.importKey(`${name}-oct-${size}`, jwk));
    const near = new CryptographyClient(jwk);
    const chained = crypto.createCipheriv(`aes-${size}-cbc`, raw, iv).setAutoPadding(false);
    const chain = await far.encrypt({ algorithm: `A${size}CBC`, plaintext: block, iv });
    assert.deepEqual(Buffer.from(chain.result), Buffer.concat([chained.update(block), chained.final()]), `A${size}CBC`);
    assert.deepEqual(Buffer.from((await far.decrypt({ algorithm: `A${size}CBC`, ciphertext: chain.result, iv })).result), block);
    { // the SDK's own pads
      const [algorithm, text] = [`A${size}CBCPAD`, plain];
      const sealed = await far.encrypt({ algorithm, plaintext: text, iv });
      assert.deepEqual(Buffer.from((await near.decrypt({ algorithm, ciphertext: sealed.result, iv })).result), text, algorithm);
      const ours = await near.encrypt({ algorithm, plaintext: text, iv });
      assert.deepEqual(Buffer.from((await far.decrypt({ algorithm, ciphertext: ours.result, iv })).result), text, algorithm);
    }
    const algorithm = `A${size}GCM`;
    const sealed = await far.encrypt({ algorithm, plaintext: plain, additionalAuthenticatedData: aad });
    const opening = crypto.createDecipheriv(`aes-${size}-gcm`, raw, sealed.iv).setAAD(aad).setAuthTag(sealed.authenticationTag);
    assert.deepEqual(Buffer.concat([opening.update(sealed.result), opening.final()]), plain, algorithm);
    const wrapped = (await far.wrapKey(`A${size}KW`, block)).result;
    const wrapping = crypto.createCipheriv(`id-aes${size}-wrap`, raw, Buffer.alloc(8, 0xa6));
    const ours = Buffer.concat([wrapping.update(block), wrapping.final()]);
    assert.deepEqual(Buffer.from(wrapped), ours, `A${size}KW`);
    assert.deepEqual(Buffer.from((await far.unwrapKey(`A${size}KW`, ours)).result), block);
    for (const hash of ["256", "384", "512"]) {
      const value = crypto.createHash(`sha${hash}`).update(plain).digest();
      const code = (await far.sign(`HS${hash}`, value)).result;
      assert.deepEqual(Buffer.from(code), crypto.createHmac(`sha${hash}`, raw).update(value).digest(), `HS${hash}`);
      assert.ok((await far.verify(`HS${hash}`, value, code)).result, `HS${hash}`);
    }
  }
});
// On a vault too; a key that is in no HSM has nothing attested.
await step("random-attestation", async () => {
  assert.equal((await client.getRandomBytes(32)).length, 32);
  assert.equal((await client.getKeyAttestation(name)).name, name);
});
await step("rotate", async () => {
  const before = await client.getKey(name);
  const rotated = await client.rotateKey(name);
  assert.notEqual(rotated.properties.version, before.properties.version);
  assert.equal((await all(client.listPropertiesOfKeyVersions(name))).length, 2);
});
await step("rotation-policy", async () => {
  await client.updateKeyRotationPolicy(name, { lifetimeActions: [{ action: "Rotate", timeAfterCreate: "P90D" }], expiresIn: "P2Y" });
  const policy = await client.getKeyRotationPolicy(name);
  assert.equal(policy.expiresIn, "P2Y");
  assert.ok(policy.lifetimeActions.some((a) => a.timeAfterCreate === "P90D"));
});
await step("backup", async () => {
  blob = await client.backupKey(name);
  assert.ok(blob.length > 100);
});
await step("delete", async () => {
  const deleted = await (await client.beginDeleteKey(name, poll)).pollUntilDone();
  assert.ok(deleted.properties.recoveryId && deleted.properties.scheduledPurgeDate > deleted.properties.deletedOn);
  assert.ok((await all(client.listDeletedKeys())).some((d) => d.name === name));
  await refused(409, "Conflict", () => client.createRsaKey(name), "deleted but recoverable state");
});
await step("recover", async () => {
  await (await client.beginRecoverDeletedKey(name, poll)).pollUntilDone();
  assert.equal((await client.getKey(name)).name, name);
});
await step("purge-restore", async () => {
  await (await client.beginDeleteKey(name, poll)).pollUntilDone();
  await client.purgeDeletedKey(name);
  await refused(404, "KeyNotFound", () => client.getDeletedKey(name));
  const restored = await client.restoreKeyBackup(blob);
  const { result } = await remote(restored).sign("PS256", digest("PS256"));
  assert.ok(verifies("PS256", restored, result));
});
await step("refusals", async () => {
  await refused(404, "KeyNotFound", () => client.getKey("no-such-key"));
  await refused(400, "BadParameter", () => client.createRsaKey("under_score"));
  const narrow = await client.createRsaKey(`${name}-narrow`, { keyOps: ["verify"] });
  // This SDK looks at the key's operations itself.
  await assert.rejects(remote(narrow).sign("RS256", digest("RS256")), /Operation sign is not supported on key/);
});
end();
