-- Truth: what was published, where it came from, and how it is cut up.
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT;

CREATE TABLE raws (digest TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;

CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    leader INTEGER NOT NULL  -- key of the article that leads its group of copies; its own where it has none
) STRICT;
CREATE INDEX articles_by_leader ON articles (leader);

-- Numbers of versions are never used again, so that an old citation never points at another text.
CREATE TABLE removed (id TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;

CREATE TABLE versions (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key),
    number INTEGER NOT NULL,
    digest TEXT NOT NULL,          -- of text and metadata
    raw TEXT NOT NULL REFERENCES raws (digest),
    text TEXT NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT,
    origin TEXT,
    authors TEXT NOT NULL,         -- JSON
    published TEXT,
    day TEXT,                      -- the calendar day of published
    published_from TEXT NOT NULL,
    language TEXT,
    url TEXT,
    extra TEXT NOT NULL,           -- JSON
    blocks TEXT NOT NULL,          -- JSON [[start, end, kind]]
    sentences BLOB NOT NULL,       -- little-endian 32-bit start, end, start, end …
    skipped TEXT NOT NULL,         -- JSON [[start, end, reason]]
    cuts BLOB NOT NULL,            -- compressed JSON [[text, reason]]
    current INTEGER NOT NULL,      -- 1 for the version shown when no day is asked for
    shown_from TEXT,               -- first day, as of which this version is the one that counts; NULL: never
    shown_to TEXT,                 -- first day on which it no longer counts; NULL: still does
    UNIQUE (article, number)
) STRICT;
CREATE INDEX versions_by_raw ON versions (raw);
CREATE INDEX versions_by_day ON versions (day);
CREATE INDEX versions_by_publisher ON versions (publisher);

CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key),
    raw TEXT NOT NULL,
    seen TEXT NOT NULL
) STRICT;
CREATE INDEX sources_by_article ON sources (article);
CREATE INDEX sources_by_raw ON sources (raw);

-- Passage ids are never used again: an index may lag behind, but never points at another passage.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES versions (key),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_by_version ON passages (version);

CREATE TABLE vectors (passage INTEGER PRIMARY KEY REFERENCES passages (id), vector BLOB NOT NULL) STRICT;

-- The word index over passages and over the leads (title and first characters) of versions.
CREATE VIEW passage_texts AS
    SELECT p.id AS id, v.title AS title, substr(v.text, p.start + 1, p."end" - p.start) AS text
    FROM passages p JOIN versions v ON v.key = p.version;
CREATE VIRTUAL TABLE passage_words USING fts5 (
    title, text, content = 'passage_texts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIEW lead_texts AS SELECT key AS id, title, substr(text, 1, 2000) AS text FROM versions;
CREATE VIRTUAL TABLE lead_words USING fts5 (
    title, text, content = 'lead_texts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Copies: MinHash bands of current versions, and what was found of pairs that share one (a < b):
-- 'copies' carry the same report, 'contradict' carry it with another figure, name, date or negation.
CREATE TABLE bands (band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)) STRICT, WITHOUT ROWID;
CREATE INDEX bands_by_article ON bands (article);
CREATE TABLE pairs (
    a INTEGER NOT NULL, b INTEGER NOT NULL, verdict TEXT NOT NULL, PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairs_by_b ON pairs (b);

-- Lines of all versions, to learn which of them repeat; `boilerplate` holds those that do.
CREATE TABLE lines (
    line INTEGER NOT NULL, publisher TEXT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (line, publisher, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX lines_by_article ON lines (article);
CREATE TABLE boilerplate (  -- publisher U+0001: everywhere
    line INTEGER NOT NULL, publisher TEXT NOT NULL, reports INTEGER NOT NULL, PRIMARY KEY (line, publisher)
) STRICT, WITHOUT ROWID;
CREATE TABLE publishers (name TEXT PRIMARY KEY, reports INTEGER NOT NULL) STRICT, WITHOUT ROWID;  -- when last counted
CREATE TABLE unsettled (article INTEGER PRIMARY KEY) STRICT;  -- added since its lines were last counted
CREATE TABLE lost (  -- lines that went with an article, or whose reports became one: to be counted anew
    line INTEGER NOT NULL, publisher TEXT NOT NULL, PRIMARY KEY (line, publisher)
) STRICT, WITHOUT ROWID;
CREATE TABLE unmarked (article INTEGER PRIMARY KEY) STRICT;   -- whose skipped spans are to be found anew
