"""Runs a module in this process, and ends when the process that started it is gone, even by kill -9.

Otherwise a killed `./homeward demo` would leave its server behind, holding the port. Linux keeps the tether; elsewhere
the module simply runs.
"""

import ctypes
import os
import runpy
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def tether(parent: int) -> None:
    """Asks the kernel to end this process with its parent; ends at once when the parent is already gone."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    tether(int(sys.argv[1]))
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
