-- The secret halves of a managed HSM's security domain, sealed under the key of its values. The
-- transfer key is there only until a domain has come in.
CREATE TABLE security_domain (
  hsm_id               TEXT NOT NULL PRIMARY KEY,
  domain_key_version   INTEGER,
  domain_key           BLOB,
  transfer_key_version INTEGER,
  transfer_key         BLOB,
  transfer_certificate BLOB
);
