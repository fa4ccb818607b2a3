"""What is told to people: read when it goes out, made safe, put into words for any channel."""
