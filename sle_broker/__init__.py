"""The program: command line, service and practice mode; the one package that knows all others."""
