"""Imported first by the process that worker processes are forked from, and by nothing else: it stands apart.

What ends the service's process group, as a terminal does or `timeout`, is for the service to hear: it finishes what
its worker processes do, and ends them then.
"""

from __future__ import annotations

import os
from contextlib import suppress

with suppress(OSError):  # it stands apart already
    os.setsid()
