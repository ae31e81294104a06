CREATE TABLE feedback (
    answer TEXT PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE,
    correct INTEGER NOT NULL,      -- 1: the reader says that the answer is right, 0: that it is wrong
    why TEXT NOT NULL,
    drafted TEXT NOT NULL DEFAULT ''  -- the eval case that was made of it
) STRICT;
