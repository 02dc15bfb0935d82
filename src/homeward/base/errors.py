"""The tree of errors, drawn once.

    HomewardError            everything this software says no with; `cure` tells who can do what about it
    ├── InputError           what was handed in is not usable: a file, a row, terms, an answer
    │   ├── SheetError       a list file as a whole (raised in engine/sheets)
    │   ├── TermsError       the terms of an exchange (raised in engine/planning)
    │   └── NewerFormatError a file or folder written by a later version
    ├── NoPlanError          no package can be given: infeasible, or not proved in time (engine/planning)
    ├── TamperedError        bytes do not match their hash, chain or signature
    ├── RefusedError         the acting person may not do this (office)
    ├── ConflictError        somebody else was there first; both values are shown (office, desks)
    └── NotBuiltError        a branch that this version does not have

Rooms derive their own errors from these; none is caught blindly.
"""


class HomewardError(Exception):
    """One clear message, and the cure beside it.

    Args:
        message: what happened, in words for the person at the desk.
        cure: what to do about it, and who can; may be empty when the message says it all.
    """

    exit_code = 1

    def __init__(self, message: str, *, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.message} {self.cure}".strip()


class InputError(HomewardError):
    """What was handed in cannot be used as it is."""

    exit_code = 2


class SheetError(InputError):
    """A list file cannot be read as a list of persons."""


class TermsError(InputError):
    """The terms of an exchange are not whole or contradict themselves."""


class NewerFormatError(InputError):
    """A file or folder was written by a later version of Homeward."""


class NoPlanError(HomewardError):
    """No package satisfies the terms, or none was proved best in time. Never a worse plan instead."""

    exit_code = 3


class TamperedError(HomewardError):
    """Bytes do not match the hash, chain or signature that vouches for them."""

    exit_code = 4


class RefusedError(HomewardError):
    """The acting person has no right to do this."""

    exit_code = 5


class ConflictError(HomewardError):
    """Another person's act came first; nothing was changed."""

    exit_code = 6


class NotBuiltError(HomewardError):
    """This version does not have that branch."""

    exit_code = 7
