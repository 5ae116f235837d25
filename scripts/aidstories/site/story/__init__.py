"""One story as its page shows it: text, apparatus, citation, metadata."""
