-- The events that gave the tools which a message asked for their results.
CREATE TABLE tool_result (
    chat_id    TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id, seq)
) WITHOUT ROWID;
