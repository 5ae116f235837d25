"""What a story says and is called, as it was and is, and where other pages show that."""
