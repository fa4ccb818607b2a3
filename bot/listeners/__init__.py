"""What people do in Slack, one module for each way: press, submit, write, command, come home."""
