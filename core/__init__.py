"""What brokering is: no Slack, no SMTP, no scheduler and no HTTP in it."""
