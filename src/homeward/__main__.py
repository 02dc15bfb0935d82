"""Hands the command line to the roof."""

import sys

from homeward.node.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
