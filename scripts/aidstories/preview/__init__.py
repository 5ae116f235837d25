"""The local preview: the site as it is being written, its faults, and the review page."""
