-- Which root keys this database was wrapped by, and which one it was to be.
CREATE TABLE root_change (
  new_id   TEXT   NOT NULL PRIMARY KEY,
  old_id   TEXT   NOT NULL,
  place    TEXT   NOT NULL,
  begun_at BIGINT NOT NULL,
  done_at  BIGINT
);
