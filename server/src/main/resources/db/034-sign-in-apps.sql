-- Where a registered application has people's browsers sent back to. platform: WEB, SPA,
-- PUBLIC_CLIENT; uri is compared to the letter.
CREATE TABLE directory_reply (
  app_id   TEXT    NOT NULL,
  platform TEXT    NOT NULL,
  position INTEGER NOT NULL,
  uri      TEXT    NOT NULL,
  PRIMARY KEY (app_id, platform, uri)
);

-- What it may do for them: the resource by its application id, and the permission of that resource.
CREATE TABLE directory_delegated (
  app_id      TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  permission  TEXT NOT NULL,
  PRIMARY KEY (app_id, resource_id, permission)
);

-- How the application that holds the grant is known again.
ALTER TABLE person_grant ADD COLUMN platform TEXT NOT NULL DEFAULT 'PUBLIC_CLIENT';
