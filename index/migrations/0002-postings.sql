-- The word index in rows of Dateline's own: a quarter of FTS5's time, half of its size.
DROP TABLE passage_words;
DROP TABLE lead_words;
DROP VIEW lead_texts;

-- A segment speaks of the passages with ids from `first` to `last`; ids that are gone by now are passed over.
CREATE TABLE word_segments (
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL,
    lengths BLOB NOT NULL,   -- words of each passage: little-endian, 16 bits
    headings BLOB NOT NULL   -- words of the article's heading, at the first passage of its version: 8 bits
) STRICT;
CREATE TABLE postings (
    segment INTEGER NOT NULL,
    term TEXT NOT NULL,
    places BLOB NOT NULL,    -- ids less `first`, ascending: little-endian, 16 bits
    counts BLOB NOT NULL,    -- 8 bits: how often in the text, up to 127; 128 more where it stands in the heading
    PRIMARY KEY (segment, term)
) STRICT, WITHOUT ROWID;
