"""What people see in Slack: pure functions from plain values to messages and views."""
