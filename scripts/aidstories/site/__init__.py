"""The site: a MkDocs plugin, and the plain objects that it renders."""
