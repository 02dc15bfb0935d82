"""Logs name the place of a fault, never the persons in it."""

import logging
import traceback
from types import TracebackType


class SparingFormatter(logging.Formatter):
    """Level, time, logger and message; of an exception its type and frames, not its words.

    A database's error quotes the row it choked on, and a row holds a person.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple) -> str:
        kind, _words, where = ei
        frames = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(where)]
        return "\n".join([*frames, f"  {kind.__name__ if kind else 'no exception'}"])
