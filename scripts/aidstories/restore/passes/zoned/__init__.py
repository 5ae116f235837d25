"""What `passes.zones` makes of the lines of a page once they are decided."""
