"""What people and programs are shown of a case: pure functions from values to rows and texts."""
