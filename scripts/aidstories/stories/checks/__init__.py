"""What is wrong and what waits for an editor: check, schema, verify, review items."""
