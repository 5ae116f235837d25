"""Files of the archive: stories, records, catalogue, translations; written whole or not at all."""
