"""Reading what alliances bring: schools, contacts, SLEs and term dates."""
