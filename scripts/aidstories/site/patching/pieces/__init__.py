"""A piece of a file exchanged for another, as each kind of file holds it."""
