"""Mutants of the program: drawn, and tried by the tests that reach them."""
