-- The directory: who there is, and what each proves itself with.
CREATE TABLE directory_tenant (
  id           TEXT   NOT NULL PRIMARY KEY,
  display_name TEXT   NOT NULL,
  created      BIGINT NOT NULL
);

CREATE TABLE directory_application (
  app_id       TEXT   NOT NULL PRIMARY KEY,
  object_id    TEXT   NOT NULL UNIQUE,
  tenant_id    TEXT   NOT NULL,
  display_name TEXT   NOT NULL,
  created      BIGINT NOT NULL
);

-- kind: service, system-identity, user-identity, user, group. resource is the canonical ARM id,
-- resource_display its spelling; user_name is lower case, user_display its spelling.
CREATE TABLE directory_principal (
  id               TEXT    NOT NULL PRIMARY KEY,
  tenant_id        TEXT    NOT NULL,
  kind             TEXT    NOT NULL,
  display_name     TEXT    NOT NULL,
  enabled          INTEGER NOT NULL,
  app_id           TEXT    UNIQUE,
  resource         TEXT    UNIQUE,
  resource_display TEXT,
  user_name        TEXT    UNIQUE,
  user_display     TEXT
);

CREATE TABLE directory_membership (
  group_id  TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (group_id, member_id)
);

-- kind: secret, certificate, federated, header, unix-user, local-endpoint; each uses
-- its own columns.
CREATE TABLE directory_credential (
  id           TEXT   NOT NULL PRIMARY KEY,
  app_id       TEXT   NOT NULL,
  kind         TEXT   NOT NULL,
  display_name TEXT   NOT NULL,
  created      BIGINT NOT NULL,
  expires      BIGINT,
  hint         TEXT,
  secret_hash  TEXT,
  certificate  BLOB,
  issuer       TEXT,
  subject      TEXT,
  audience     TEXT,
  header_hash  BLOB,
  unix_uid     BIGINT
);

CREATE INDEX directory_credential_app ON directory_credential (app_id);

-- Keys that sign tokens; the private half is sealed under the server's key.
CREATE TABLE token_key (
  id           TEXT   NOT NULL PRIMARY KEY,
  public_key   BLOB   NOT NULL,
  sealed       BLOB   NOT NULL,
  created      BIGINT NOT NULL,
  signs_from   BIGINT NOT NULL
);
