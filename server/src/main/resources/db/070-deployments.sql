-- Deployments of templates; those at a subscription have an empty group. `asked` and `outcome` are
-- JSON as the control plane shows it, without the values of secure parameters.
CREATE TABLE deployment (
  subscription   TEXT    NOT NULL,
  resource_group TEXT    NOT NULL,
  group_display  TEXT    NOT NULL,
  name           TEXT    NOT NULL,
  name_display   TEXT    NOT NULL,
  state          TEXT    NOT NULL,
  mode           TEXT    NOT NULL,
  location       TEXT,
  correlation    TEXT    NOT NULL,
  started        BIGINT  NOT NULL,
  ended          BIGINT,
  asked          TEXT    NOT NULL,
  outcome        TEXT    NOT NULL,
  PRIMARY KEY (subscription, resource_group, name)
);
