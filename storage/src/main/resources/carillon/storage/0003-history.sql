-- The event that gave a queued message its newest text, and the one that took a message out of the history.
ALTER TABLE message ADD COLUMN edited_seq INTEGER;
ALTER TABLE message ADD COLUMN rewound INTEGER;
