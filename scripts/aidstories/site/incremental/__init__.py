"""Building again: what was made from what, and the outputs that stand as they are."""
