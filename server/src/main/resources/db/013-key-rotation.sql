-- When a key gets a new version by itself; spans of time are ISO 8601. A key that was given no policy
-- has none of these. It stays with the key, and is purged with it.
ALTER TABLE crypto_key ADD COLUMN rotation_expiry TEXT;
ALTER TABLE crypto_key ADD COLUMN rotate_after TEXT;
ALTER TABLE crypto_key ADD COLUMN rotate_before TEXT;
ALTER TABLE crypto_key ADD COLUMN notify_before TEXT;
ALTER TABLE crypto_key ADD COLUMN rotation_created BIGINT;
ALTER TABLE crypto_key ADD COLUMN rotation_updated BIGINT;
ALTER TABLE crypto_key ADD COLUMN rotate_at BIGINT;
CREATE INDEX crypto_key_rotate ON crypto_key (rotate_at)
  WHERE rotate_at IS NOT NULL AND deleted_at IS NULL;
