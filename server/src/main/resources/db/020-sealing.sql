-- Keys of vaults, wrapped by the root key. The newest version seals; older ones open.
CREATE TABLE vault_key (
  vault_id    TEXT    NOT NULL,
  key_version INTEGER NOT NULL,
  wrapped     BLOB    NOT NULL,
  uses        BIGINT  NOT NULL,
  created_at  BIGINT  NOT NULL,
  PRIMARY KEY (vault_id, key_version)
);

-- Keys of the server itself, wrapped by the root key.
CREATE TABLE server_key (
  purpose     TEXT    NOT NULL,
  key_version INTEGER NOT NULL,
  wrapped     BLOB    NOT NULL,
  created_at  BIGINT  NOT NULL,
  PRIMARY KEY (purpose, key_version)
);

-- The check value of the root key that all of these were wrapped by.
CREATE TABLE root_key (
  singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
  root_id   TEXT    NOT NULL
);
