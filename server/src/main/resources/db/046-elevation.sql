-- Who has a role for a time, or may take it. One at most about a principal, a role and a scope; `ended` is for good.
CREATE TABLE role_schedule (
  tenant_id      TEXT    NOT NULL,
  level          TEXT    NOT NULL,
  id             TEXT    NOT NULL,
  scope          TEXT    NOT NULL,
  scope_display  TEXT    NOT NULL,
  role_id        TEXT    NOT NULL,
  principal_id   TEXT    NOT NULL,
  principal_type TEXT    NOT NULL,
  starts_on      BIGINT  NOT NULL,
  begins_later   INTEGER NOT NULL,
  ends_on        BIGINT,
  condition_text TEXT,
  request_id     TEXT,
  linked_id      TEXT,
  created_on     BIGINT  NOT NULL,
  updated_on     BIGINT  NOT NULL,
  ended          INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, level, id)
);

CREATE UNIQUE INDEX role_schedule_once
  ON role_schedule (tenant_id, level, scope, principal_id, role_id);

-- What was asked for, and what became of it.
CREATE TABLE role_schedule_request (
  tenant_id       TEXT   NOT NULL,
  level           TEXT   NOT NULL,
  id              TEXT   NOT NULL,
  scope           TEXT   NOT NULL,
  scope_display   TEXT   NOT NULL,
  role_id         TEXT   NOT NULL,
  principal_id    TEXT   NOT NULL,
  principal_type  TEXT   NOT NULL,
  request_type    TEXT   NOT NULL,
  starts_on       BIGINT,
  ends_on         BIGINT,
  duration        TEXT,
  justification   TEXT,
  ticket_number   TEXT,
  ticket_system   TEXT,
  condition_text  TEXT,
  linked_id       TEXT,
  status          TEXT   NOT NULL,
  requestor_id    TEXT   NOT NULL,
  created_on      BIGINT NOT NULL,
  target_id       TEXT,
  PRIMARY KEY (tenant_id, level, id)
);

CREATE INDEX role_schedule_request_age ON role_schedule_request (created_on);

-- The stages of an approval, with the rules of the time when it was asked for; ids are separated by blanks.
CREATE TABLE role_approval_stage (
  tenant_id            TEXT    NOT NULL,
  level                TEXT    NOT NULL,
  request_id           TEXT    NOT NULL,
  position             INTEGER NOT NULL,
  id                   TEXT    NOT NULL,
  approvers            TEXT    NOT NULL,
  escalation_approvers TEXT    NOT NULL,
  timeout_ms           BIGINT  NOT NULL,
  escalate_after_ms    BIGINT,
  reasons              INTEGER NOT NULL,
  opened_on            BIGINT,
  result               TEXT    NOT NULL,
  reviewed_by          TEXT,
  reviewed_on          BIGINT,
  justification        TEXT    NOT NULL,
  PRIMARY KEY (tenant_id, level, request_id, position)
);

-- The rules of a role at a scope, where they are not the default ones.
CREATE TABLE role_policy_rule (
  tenant_id     TEXT   NOT NULL,
  scope         TEXT   NOT NULL,
  role_id       TEXT   NOT NULL,
  rule_id       TEXT   NOT NULL,
  scope_display TEXT   NOT NULL,
  rule          TEXT   NOT NULL,
  changed_on    BIGINT NOT NULL,
  changed_by    TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, scope, role_id, rule_id)
);
