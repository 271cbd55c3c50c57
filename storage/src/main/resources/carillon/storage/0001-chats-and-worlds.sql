-- One row: which opening wrote last, and with which program.
CREATE TABLE store (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    epoch   INTEGER NOT NULL,
    program TEXT    NOT NULL
);
INSERT INTO store (only, epoch, program) VALUES (1, 0, '');

-- The truth. Times here and below are nanoseconds since 1970 UTC.
CREATE TABLE event (
    chat_id  TEXT    NOT NULL,
    seq      INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (chat_id, seq)
) WITHOUT ROWID;

-- What the events of a chat add up to. life: 0 live, 1 in the trash, 2 being purged, 3 purged.
CREATE TABLE chat (
    chat_id        TEXT    PRIMARY KEY NOT NULL,
    world_id       TEXT    NOT NULL,
    life           INTEGER NOT NULL,
    last_seq       INTEGER NOT NULL,
    epoch          INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    state_format   INTEGER NOT NULL,
    state_checksum INTEGER NOT NULL,
    unfinished     INTEGER NOT NULL,
    seen_seq       INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    deleted_at     INTEGER
);
CREATE INDEX chat_by_activity ON chat (world_id, life, updated_at DESC, chat_id DESC);
CREATE INDEX chat_unfinished ON chat (chat_id) WHERE unfinished = 1;
CREATE INDEX chat_by_deletion ON chat (deleted_at) WHERE deleted_at IS NOT NULL;

-- Where a message is: the event that brought it in, and the one that gave it its place in the transcript.
CREATE TABLE message (
    chat_id      TEXT    NOT NULL,
    message_id   TEXT    NOT NULL,
    admitted_seq INTEGER NOT NULL,
    seq          INTEGER,
    withdrawn    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX message_by_seq ON message (chat_id, seq) WHERE seq IS NOT NULL;

-- What messages said that are not posted. place and units count UTF-16 units.
CREATE TABLE open_text (
    chat_id    TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    place      INTEGER NOT NULL,
    units      INTEGER NOT NULL,
    piece      TEXT    NOT NULL,
    PRIMARY KEY (chat_id, message_id, kind, place)
) WITHOUT ROWID;

CREATE TABLE world (
    world_id TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    body     TEXT    NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (world_id, version)
) WITHOUT ROWID;
