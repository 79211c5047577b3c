CREATE TABLE subscription (
  id           TEXT   NOT NULL PRIMARY KEY,
  tenant       TEXT   NOT NULL,
  display_name TEXT   NOT NULL,
  created      BIGINT NOT NULL
);

CREATE TABLE resource_group (
  subscription TEXT NOT NULL,
  name         TEXT NOT NULL,
  display      TEXT NOT NULL,
  location     TEXT NOT NULL,
  tags         TEXT NOT NULL,
  managed_by   TEXT,
  PRIMARY KEY (subscription, name)
);

-- One row is the whole vault: it is read as one on every request, and changes as one. Lists in it
-- are lines of form-encoded text. A deleted vault keeps its row, so its name stays taken.
CREATE TABLE vault (
  name               TEXT    NOT NULL PRIMARY KEY,
  display            TEXT    NOT NULL,
  id                 TEXT    NOT NULL UNIQUE,
  tenant             TEXT    NOT NULL,
  subscription       TEXT    NOT NULL,
  resource_group     TEXT    NOT NULL,
  resource           TEXT    NOT NULL,
  location           TEXT    NOT NULL,
  retention_days     INTEGER NOT NULL,
  purge_protected    INTEGER NOT NULL,
  sku                TEXT    NOT NULL,
  rbac               INTEGER,
  policies           TEXT    NOT NULL,
  default_action     TEXT    NOT NULL,
  bypass             TEXT    NOT NULL,
  ip_rules           TEXT    NOT NULL,
  subnets            TEXT    NOT NULL,
  public_access      TEXT    NOT NULL,
  for_deployment     INTEGER,
  for_disks          INTEGER,
  for_templates      INTEGER,
  tags               TEXT    NOT NULL,
  created_by         TEXT    NOT NULL,
  created_by_type    TEXT    NOT NULL,
  created            BIGINT  NOT NULL,
  modified_by        TEXT    NOT NULL,
  modified_by_type   TEXT    NOT NULL,
  modified           BIGINT  NOT NULL,
  deleted            BIGINT,
  scheduled_purge    BIGINT,
  purging            INTEGER NOT NULL
);

CREATE INDEX vault_place ON vault (subscription, resource_group, name);

CREATE INDEX vault_due ON vault (scheduled_purge);
