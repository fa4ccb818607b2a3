"""A mailbox for everybody in the practice world, with real SMTP on both ways."""
