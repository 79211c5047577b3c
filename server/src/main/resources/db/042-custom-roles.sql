-- Roles that tenants made. Identity is the id within the tenant, and the name without regard to case.
-- Lists have a line for each item.
CREATE TABLE role_definition (
  tenant_id         TEXT   NOT NULL,
  id                TEXT   NOT NULL,
  name              TEXT   NOT NULL,
  name_display      TEXT   NOT NULL,
  description       TEXT   NOT NULL,
  assignable_scopes TEXT   NOT NULL,
  created_on        BIGINT NOT NULL,
  created_by        TEXT   NOT NULL,
  updated_on        BIGINT NOT NULL,
  updated_by        TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE UNIQUE INDEX role_definition_name ON role_definition (tenant_id, name);

CREATE TABLE role_permission (
  tenant_id        TEXT   NOT NULL,
  role_id          TEXT   NOT NULL,
  place            BIGINT NOT NULL,
  actions          TEXT   NOT NULL,
  not_actions      TEXT   NOT NULL,
  data_actions     TEXT   NOT NULL,
  not_data_actions TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, role_id, place)
);
