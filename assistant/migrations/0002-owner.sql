-- Whose answer it is: a signed-in person's name; empty for the one history that all share where nobody signs in.
ALTER TABLE answers ADD COLUMN owner TEXT NOT NULL DEFAULT '';
CREATE INDEX answers_by_owner ON answers (owner, key);
