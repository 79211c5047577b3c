-- Which principal another issuer means. Rows outlive their principal: its tokens then hold no more.
CREATE TABLE directory_foreign_identity (
  issuer       TEXT NOT NULL,
  sort         TEXT NOT NULL,
  subject      TEXT NOT NULL,
  principal_id TEXT NOT NULL,
  PRIMARY KEY (issuer, sort, subject)
);
