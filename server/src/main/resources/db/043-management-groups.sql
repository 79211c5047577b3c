-- Management groups. Identity is the name without regard to case; a tenant's root group, named by its id, stands here only when it was changed.
CREATE TABLE management_group (
  id           TEXT   NOT NULL PRIMARY KEY,
  id_display   TEXT   NOT NULL,
  tenant_id    TEXT   NOT NULL,
  display_name TEXT   NOT NULL,
  parent       TEXT,
  version      BIGINT NOT NULL,
  changed_on   BIGINT NOT NULL,
  changed_by   TEXT   NOT NULL
);

-- Where a subscription is, when it was ever moved out of the root group.
CREATE TABLE subscription_place (
  subscription_id TEXT NOT NULL PRIMARY KEY,
  group_id        TEXT NOT NULL
);
