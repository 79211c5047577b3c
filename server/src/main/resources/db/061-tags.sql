-- The tags of subscriptions themselves, and names and values of tags that are there before anything carries them. Names have no case,
-- values have; an empty value stands for the name alone.
ALTER TABLE subscription ADD COLUMN tags TEXT NOT NULL DEFAULT '{}';

CREATE TABLE predefined_tag (
  subscription TEXT NOT NULL,
  name         TEXT NOT NULL,
  value        TEXT NOT NULL,
  display      TEXT NOT NULL,
  PRIMARY KEY (subscription, name, value)
);
