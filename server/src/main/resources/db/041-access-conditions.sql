-- The condition under which an assignment counts.
ALTER TABLE role_assignment ADD COLUMN condition_text TEXT;
