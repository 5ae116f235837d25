"""How time grows with the size of hostile input."""
