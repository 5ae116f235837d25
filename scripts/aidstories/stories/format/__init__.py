"""The text of a story's file: front matter, layout, Markdown, and what reads and writes them."""
