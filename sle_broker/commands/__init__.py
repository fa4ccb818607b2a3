"""The commands, grouped by what they are about; each module names its own in `COMMANDS`."""
