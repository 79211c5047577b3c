// Runs steps and prints one line for each; the credential that the environment names.
import assert from "node:assert/strict";
import { ClientSecretCredential, ManagedIdentityCredential, WorkloadIdentityCredential } from "@azure/identity";

const env = process.env;
export const poll = { intervalInMs: 100 };
let failures = 0;

export function credential() {
  switch (env.CONFORMANCE_CREDENTIAL) {
    case "client-secret":
      return new ClientSecretCredential(env.AZURE_TENANT_ID, env.AZURE_CLIENT_ID, env.AZURE_CLIENT_SECRET);
    case "workload-identity":
      return env.AZURE_TENANT_ID === "adfs" ? new WorkloadIdentityCredential() : new ManagedIdentityCredential({ clientId: env.AZURE_CLIENT_ID });
    default:
      return new ManagedIdentityCredential();
  }
}

export async function step(label, body) {
  try {
    await body();
    console.log(`ok ${label}`);
  } catch (why) {
    failures += 1;
    console.log(`FAIL ${label} ${why.name} ${String(why.message).replaceAll("\n", " ").slice(0, 300)}`);
    console.error(why);
  }
}

// This SDK keeps no more of an error than its code and message.
export async function refused(status, code, action, text = "") {
  try {
    await action();
  } catch (refusal) {
    assert.equal(refusal.statusCode, status);
    assert.equal(refusal.code, code);
    assert.ok(refusal.message.includes(text), refusal.message);
    return;
  }
  throw new Error("was not refused");
}

export async function all(pages) {
  const found = [];
  for await (const item of pages) found.push(item);
  return found;
}

export function end() {
  process.exit(failures ? 1 : 0);
}
