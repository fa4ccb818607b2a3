"""The mail face, both ways: letters in, notices out."""
