-- A job that goes on says so again and again; one whose node died does not.
ALTER TABLE hsm_job ADD COLUMN alive BIGINT NOT NULL DEFAULT 0;
