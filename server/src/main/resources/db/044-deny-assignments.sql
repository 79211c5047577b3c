-- What some principals may not do. Lists have a line for each item.
CREATE TABLE deny_assignment (
  tenant_id      TEXT   NOT NULL,
  id             TEXT   NOT NULL,
  scope          TEXT   NOT NULL,
  scope_display  TEXT   NOT NULL,
  name           TEXT   NOT NULL,
  description    TEXT   NOT NULL,
  permissions    TEXT   NOT NULL,
  principals     TEXT   NOT NULL,
  excluded       TEXT   NOT NULL,
  here_only      BIGINT NOT NULL,
  condition_text TEXT,
  created_on     BIGINT NOT NULL,
  created_by     TEXT   NOT NULL,
  updated_on     BIGINT NOT NULL,
  updated_by     TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
