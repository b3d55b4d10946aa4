"""``python -m panel.cli``: the same as the command ``sereno``."""

import sys

from panel.cli import main

sys.exit(main())
