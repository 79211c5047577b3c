-- Which principals provisioning clients keep, and what is kept of people beside the directory.
CREATE TABLE directory_provisioned (
  principal_id TEXT   NOT NULL PRIMARY KEY,
  client_id    TEXT   NOT NULL,
  external_id  TEXT,
  given_name   TEXT,
  family_name  TEXT,
  email        TEXT,
  email_type   TEXT,
  created      BIGINT NOT NULL,
  modified     BIGINT NOT NULL
);
