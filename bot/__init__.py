"""The Slack face: what people see and press in a workspace."""
