"""What a whole build leaves for the next one to patch by."""
