"""An archive of one's own: begun in an empty folder, brought up to a later version."""
