-- One row per key, live or soft-deleted, pointing at its latest version: as secrets have them.
CREATE TABLE crypto_key (
  vault_id TEXT NOT NULL,
  name TEXT NOT NULL,
  display TEXT NOT NULL,
  latest TEXT NOT NULL,
  deleted_at BIGINT,
  purge_at BIGINT,
  purging SMALLINT NOT NULL DEFAULT 0,
  PRIMARY KEY (vault_id, name)
);
CREATE INDEX crypto_key_live ON crypto_key (vault_id, name) WHERE deleted_at IS NULL;
CREATE INDEX crypto_key_deleted ON crypto_key (vault_id, name)
  WHERE deleted_at IS NOT NULL AND purging = 0;
CREATE INDEX crypto_key_due ON crypto_key (purge_at) WHERE purge_at IS NOT NULL;
-- The public half is two numbers: n and e, x and y, or pub and nothing. What is sealed is the whole
-- of a software key, or the address of a key in an HSM.
CREATE TABLE crypto_key_version (
  vault_id TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  kty TEXT NOT NULL,
  spec TEXT NOT NULL,
  key_ops TEXT NOT NULL,
  exportable SMALLINT NOT NULL,
  managed SMALLINT NOT NULL,
  enabled SMALLINT NOT NULL,
  not_before BIGINT,
  expires BIGINT,
  tags TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  key_version INTEGER NOT NULL,
  public_first BLOB NOT NULL,
  public_second BLOB NOT NULL,
  policy_type TEXT,
  policy_data BLOB,
  policy_immutable SMALLINT,
  sealed BLOB NOT NULL,
  PRIMARY KEY (vault_id, name, version)
);
CREATE INDEX crypto_key_version_key ON crypto_key_version (vault_id, key_version);
