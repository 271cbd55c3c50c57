-- The images that tools gave, by the chat that they were given in, each under the SHA-256 of its bytes.
CREATE TABLE picture (
    chat_id  TEXT    NOT NULL,
    image_id TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    width    INTEGER NOT NULL,
    height   INTEGER NOT NULL,
    bytes    BLOB    NOT NULL,
    PRIMARY KEY (chat_id, image_id)
);
