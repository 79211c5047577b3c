-- Scopes whose secrets nobody reads alone.
CREATE TABLE reveal_rule (
  scope         TEXT   NOT NULL PRIMARY KEY,
  scope_display TEXT   NOT NULL,
  window_ms     BIGINT NOT NULL,
  set_by        TEXT   NOT NULL,
  set_on        BIGINT NOT NULL
);

-- Wishes to read a secret once, and what a second person said.
CREATE TABLE reveal_request (
  id             TEXT   NOT NULL PRIMARY KEY,
  tenant_id      TEXT   NOT NULL,
  secret_display TEXT   NOT NULL,
  requester_id   TEXT   NOT NULL,
  reason         TEXT   NOT NULL,
  asked_on       BIGINT NOT NULL,
  state          TEXT   NOT NULL,
  decided_by     TEXT,
  decided_on     BIGINT,
  usable_until   BIGINT,
  decision       TEXT   NOT NULL
);
