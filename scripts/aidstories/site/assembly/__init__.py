"""What a build is put together from, and the files that come of it beside its pages."""
