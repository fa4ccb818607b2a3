"""Where everything is kept: SQLite by default, PostgreSQL for those who outgrow one machine."""
