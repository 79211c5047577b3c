-- Challenges of passkeys that were answered, until they would have expired anyway.
CREATE TABLE person_challenge (
  hash    BLOB   NOT NULL PRIMARY KEY,
  expires BIGINT NOT NULL
);

CREATE INDEX person_challenge_expires ON person_challenge (expires);

-- How many devices of one place wait.
CREATE INDEX person_device_address ON person_device (address);
