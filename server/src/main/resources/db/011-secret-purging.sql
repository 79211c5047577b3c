-- Of a deleted secret whose purge has begun only the remains are there, until the last version is
-- gone; it is recovered and listed no more.
ALTER TABLE secret ADD COLUMN purging SMALLINT NOT NULL DEFAULT 0;
DROP INDEX secret_deleted;
CREATE INDEX secret_deleted ON secret (vault_id, name)
  WHERE deleted_at IS NOT NULL AND purging = 0;
