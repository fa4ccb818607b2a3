"""Reading what people write: visits, answers, dates. Pure, offline, never guessing."""
