"""Run the command line with `python -m graph`."""

import sys

from .cli import main

sys.exit(main())
