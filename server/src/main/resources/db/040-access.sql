-- Role assignments. Identity is the id within the tenant; nobody holds a role twice at a scope.
CREATE TABLE role_assignment (
  tenant_id          TEXT   NOT NULL,
  id                 TEXT   NOT NULL,
  scope              TEXT   NOT NULL,
  scope_display      TEXT   NOT NULL,
  role_id            TEXT   NOT NULL,
  principal_id       TEXT   NOT NULL,
  principal_type     TEXT   NOT NULL,
  description        TEXT,
  delegated_identity TEXT,
  created_on         BIGINT NOT NULL,
  created_by         TEXT   NOT NULL,
  updated_on         BIGINT NOT NULL,
  updated_by         TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE UNIQUE INDEX role_assignment_once
  ON role_assignment (tenant_id, scope, principal_id, role_id);
