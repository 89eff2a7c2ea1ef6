"""For objects that are made once and stay: the garbage collector is kept from walking them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Make objects that stay as long as the process.

    Collecting while a million objects are made costs as much as making them, and so does walking them again and again later.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
