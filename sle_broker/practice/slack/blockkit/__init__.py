"""Block Kit's rules: which blocks, which elements in them, and how long each may be."""
