"""One changed text put into the outputs that hold it, where nothing else can show the change."""
