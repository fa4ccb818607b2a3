"""Bank statements: read, matched with what is owed, booked as payments."""
