"""Time: what falls due, who is reminded, and what leaves the outbox."""
