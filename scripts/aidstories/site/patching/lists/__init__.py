"""What lists, counts and carries away stories, where one stands there otherwise."""
