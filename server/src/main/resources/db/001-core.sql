-- Generations of cached values, when several nodes share the database.
CREATE TABLE generation (
  name  TEXT   NOT NULL PRIMARY KEY,
  value BIGINT NOT NULL
);

-- Audit records of writes, from their transaction until they stand in the log.
CREATE TABLE audit_pending (
  id     TEXT   NOT NULL PRIMARY KEY,
  node   TEXT   NOT NULL,
  at     BIGINT NOT NULL,
  record BLOB   NOT NULL
);
