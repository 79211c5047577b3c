-- What people sign in with. Factors: totp (sealed secret, last time step), passkey (handle, public
-- key, counter), recovery (hash).
CREATE TABLE person_password (
  user_id     TEXT    NOT NULL PRIMARY KEY,
  hash        TEXT    NOT NULL,
  changed     BIGINT  NOT NULL,
  must_change INTEGER NOT NULL
);

CREATE TABLE person_link (
  hash    BLOB   NOT NULL PRIMARY KEY,
  user_id TEXT   NOT NULL UNIQUE,
  expires BIGINT NOT NULL
);

CREATE TABLE person_factor (
  id           TEXT   NOT NULL PRIMARY KEY,
  user_id      TEXT   NOT NULL,
  kind         TEXT   NOT NULL,
  display_name TEXT   NOT NULL,
  created      BIGINT NOT NULL,
  handle       TEXT   UNIQUE,
  material     BLOB   NOT NULL,
  last_used    BIGINT NOT NULL
);

CREATE INDEX person_factor_user ON person_factor (user_id);

-- Where people are signed in: browsers, and what applications were given there.
CREATE TABLE person_session (
  id        TEXT   NOT NULL PRIMARY KEY,
  cookie    BLOB   NOT NULL UNIQUE,
  user_id   TEXT   NOT NULL,
  methods   TEXT   NOT NULL,
  signed_in BIGINT NOT NULL,
  expires   BIGINT NOT NULL,
  address   TEXT   NOT NULL,
  agent     TEXT   NOT NULL
);

CREATE INDEX person_session_user ON person_session (user_id);
CREATE INDEX person_session_expires ON person_session (expires);

CREATE TABLE person_grant (
  id         TEXT   NOT NULL PRIMARY KEY,
  user_id    TEXT   NOT NULL,
  client_id  TEXT   NOT NULL,
  session_id TEXT,
  methods    TEXT   NOT NULL,
  signed_in  BIGINT NOT NULL,
  created    BIGINT NOT NULL,
  expires    BIGINT NOT NULL,
  address    TEXT   NOT NULL,
  scope      TEXT   NOT NULL,
  family     BLOB   NOT NULL UNIQUE
);

CREATE INDEX person_grant_user ON person_grant (user_id);
CREATE INDEX person_grant_expires ON person_grant (expires);

CREATE TABLE person_code (
  hash      BLOB    NOT NULL PRIMARY KEY,
  grant_id  TEXT    NOT NULL,
  expires   BIGINT  NOT NULL,
  redirect  TEXT    NOT NULL,
  challenge TEXT,
  nonce     TEXT,
  redeemed  INTEGER NOT NULL
);

CREATE INDEX person_code_grant ON person_code (grant_id);
CREATE INDEX person_code_expires ON person_code (expires);

CREATE TABLE person_refresh (
  hash     BLOB   NOT NULL PRIMARY KEY,
  grant_id TEXT   NOT NULL,
  issued   BIGINT NOT NULL,
  replaced BIGINT
);

CREATE INDEX person_refresh_grant ON person_refresh (grant_id);

CREATE TABLE person_device (
  hash      BLOB   NOT NULL PRIMARY KEY,
  user_code TEXT   NOT NULL UNIQUE,
  client_id TEXT   NOT NULL,
  scope     TEXT   NOT NULL,
  expires   BIGINT NOT NULL,
  address   TEXT   NOT NULL,
  verdict   TEXT   NOT NULL,
  grant_id  TEXT
);

CREATE INDEX person_device_expires ON person_device (expires);
