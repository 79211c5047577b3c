-- Every object of this deployment that is, or may be, in the HSM: begun before the HSM is touched,
-- kept since its key was stored, or an orphan that was found there and that nobody knows. Kept rows
-- outlive their keys until the object is destroyed.
CREATE TABLE hsm_key (
  label TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  vault_id TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  node TEXT NOT NULL,
  since BIGINT NOT NULL
);
CREATE INDEX hsm_key_state ON hsm_key (state, since);
