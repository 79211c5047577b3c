-- One row is the whole managed HSM, as with vaults; its keys are rows of crypto_key, by its id. Names
-- end with `.managedhsm`, which no vault's name can. `activated` is when its security domain was
-- first in somebody's hands.
CREATE TABLE managed_hsm (
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
  admins             TEXT    NOT NULL,
  default_action     TEXT    NOT NULL,
  bypass             TEXT    NOT NULL,
  ip_rules           TEXT    NOT NULL,
  subnets            TEXT    NOT NULL,
  public_access      TEXT    NOT NULL,
  keys_through_arm   INTEGER NOT NULL,
  activated          BIGINT,
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

CREATE INDEX managed_hsm_place ON managed_hsm (subscription, resource_group, name);

CREATE INDEX managed_hsm_due ON managed_hsm (scheduled_purge);

-- Custom local roles: each list in a permission is lines, each permission a line of those.
CREATE TABLE local_role (
  hsm_id       TEXT NOT NULL,
  id           TEXT NOT NULL,
  name         TEXT NOT NULL,
  description  TEXT NOT NULL,
  permissions  TEXT NOT NULL,
  PRIMARY KEY (hsm_id, id)
);

CREATE TABLE local_assignment (
  hsm_id    TEXT NOT NULL,
  id        TEXT NOT NULL,
  scope     TEXT NOT NULL,
  role_id   TEXT NOT NULL,
  principal TEXT NOT NULL,
  PRIMARY KEY (hsm_id, id)
);
