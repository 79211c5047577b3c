-- Whether a registered application keeps no secret where no redirect URI says it, and which groups
-- of its user it finds in its tokens: None, SecurityGroup, All.
ALTER TABLE directory_application ADD COLUMN public_client SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE directory_application ADD COLUMN group_claims TEXT;
