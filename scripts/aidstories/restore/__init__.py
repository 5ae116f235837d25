"""Text → text: a capture becomes the articles that the newspaper printed."""
