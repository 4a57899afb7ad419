"""``python -m diploread`` is the command ``diploread``."""

import sys

from diploread.tui.cli import main

sys.exit(main())
