"""The theme's page around what the plugin renders: once for each shape of page, then filled in."""
