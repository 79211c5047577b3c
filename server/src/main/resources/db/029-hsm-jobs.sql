-- Backups and restores of managed HSMs, the latest of each.
CREATE TABLE hsm_job (
  hsm_id    TEXT   NOT NULL,
  id        TEXT   NOT NULL,
  kind      TEXT   NOT NULL,
  container TEXT   NOT NULL,
  folder    TEXT   NOT NULL,
  key_name  TEXT,
  started   BIGINT NOT NULL,
  ended     BIGINT,
  failure   TEXT,
  PRIMARY KEY (hsm_id, id)
);
