"""What can go wrong for a user, each with its exit code.

Exit codes (documented in the README): 0 done, 1 a fault of defx, 2 usage, 3 input cannot be read, 4 model or data missing
or broken, 5 output cannot be written, 6 cluster lost, 130 interrupted.
"""


class DefxError(Exception):
    """A problem the user can act on: what happened, where, what to do.

    `message` says what and where, `hint` what to do; neither ends in a line break.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(DefxError):
    """An option or argument that makes no sense."""

    exit_code = 2


class InputError(DefxError):
    """An input that cannot be read: missing, a folder, not text, empty, too large."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "", code: str = "unreadable") -> None:
        super().__init__(message, hint)
        self.code = code


class DataError(DefxError):
    """A model, gazetteer or lexicon that is missing or broken."""

    exit_code = 4


class OutputError(DefxError):
    """An output that cannot be written: a full disk, no permission."""

    exit_code = 5


class ClusterError(DefxError):
    """A cluster that cannot be reached, or was lost."""

    exit_code = 6
