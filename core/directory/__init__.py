"""Reading what alliances bring: schools, contacts, SLEs, term dates and bank statements."""
