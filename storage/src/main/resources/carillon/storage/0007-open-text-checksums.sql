-- Of a piece and of where it belongs; NULL where an earlier program saved it.
ALTER TABLE open_text ADD COLUMN checksum INTEGER;
