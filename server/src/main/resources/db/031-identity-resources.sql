-- What the control plane keeps of a user-assigned identity beside its principal.
CREATE TABLE identity_resource (
  principal_id TEXT NOT NULL PRIMARY KEY,
  location     TEXT NOT NULL,
  tags         TEXT NOT NULL
);
