-- Management locks. Identity is the name at the scope, both without regard to case; `owners` has a line for each.
CREATE TABLE management_lock (
  scope         TEXT NOT NULL,
  name          TEXT NOT NULL,
  scope_display TEXT NOT NULL,
  name_display  TEXT NOT NULL,
  level         TEXT NOT NULL,
  notes         TEXT,
  owners        TEXT NOT NULL,
  PRIMARY KEY (scope, name)
);
