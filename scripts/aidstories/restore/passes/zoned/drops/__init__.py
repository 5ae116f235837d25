"""Which lines of a page go, and why: what it carries beside its articles."""
