"""Generated pages: invented articles in drawn layouts, with what is right about each line."""
