CREATE TABLE answers (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL,
    created TEXT NOT NULL,
    question TEXT NOT NULL,
    abstained INTEGER NOT NULL,
    answer TEXT NOT NULL           -- the whole Answer as JSON: all that is needed to show it again
) STRICT;
CREATE INDEX answers_by_conversation ON answers (conversation, key);
