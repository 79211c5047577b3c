-- One row per secret, live or soft-deleted (deleted_at is set), pointing at its latest version.
CREATE TABLE secret (
  vault_id TEXT NOT NULL,
  name TEXT NOT NULL,
  display TEXT NOT NULL,
  latest TEXT NOT NULL,
  deleted_at BIGINT,
  purge_at BIGINT,
  PRIMARY KEY (vault_id, name)
);
-- A page of either list is one range of one of these, however many of the other kind there are.
CREATE INDEX secret_live ON secret (vault_id, name) WHERE deleted_at IS NULL;
CREATE INDEX secret_deleted ON secret (vault_id, name) WHERE deleted_at IS NOT NULL;
CREATE INDEX secret_due ON secret (purge_at) WHERE purge_at IS NOT NULL;
-- The sealed value comes last: listing reads what stands before it.
CREATE TABLE secret_version (
  vault_id TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  previous TEXT,
  enabled SMALLINT NOT NULL,
  not_before BIGINT,
  expires BIGINT,
  content_type TEXT,
  tags TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  key_version INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (vault_id, name, version)
);
-- What is still sealed under an older key of its vault.
CREATE INDEX secret_version_key ON secret_version (vault_id, key_version);
