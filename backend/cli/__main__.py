"""`python -m backend.cli` is `lockstep`."""

import sys

from backend.cli import main

sys.exit(main())
