"""Stories as a spreadsheet, for editing many at once, and the way back into their files."""
