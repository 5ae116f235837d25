"""The page beside the text: where each passage stands on its page, and the pages as pictures."""
