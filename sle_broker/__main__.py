"""`python -m sle_broker`."""

import sys

from sle_broker.cli import main

sys.exit(main())
