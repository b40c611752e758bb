"""What the engine raises. Every exception is an `Error`, and also what Python people expect it to be."""

from __future__ import annotations


class Error(Exception):
    """Something outside the program was not as it should be.

    `what` says what is wrong, without the place; `file`, `row` (from 1), `column` and `byte` name the place where they are
    known.
    """

    what: str = ""
    file: str = ""
    row: int | None = None
    column: str = ""
    byte: int | None = None


class ReadWriteError(Error, OSError):
    """The system would not read or write."""


class FormatError(Error, ValueError):
    """Bytes or cells that are not what they should be."""


class UnsupportedError(Error, ValueError):
    """Well formed, and not for us."""


class NotFoundError(Error, FileNotFoundError):
    """A file, a library or an entry that is not there; the message says how to get it."""


class UnknownNameError(Error, LookupError):
    """A rater, column, scheme, metric or option that nobody declared; the message has the nearest name."""


class RefusedError(Error):
    """It could be done, and would lose or mix something: an output that is there, a column of the same name."""


class InternalError(Error, RuntimeError):
    """A mistake of the engine or of a caller of its extension module, never of the data: please report it."""


_CLASSES: dict[str, type[Error]] = {
    "io": ReadWriteError,
    "format": FormatError,
    "unsupported": UnsupportedError,
    "not_found": NotFoundError,
    "unknown": UnknownNameError,
    "refused": RefusedError,
    "interrupted": Error,
    "contract": InternalError,
}


def of_kind(
    kind: str,
    message: str,
    what: str,
    file: str = "",
    row: int | None = None,
    column: str = "",
    byte: int | None = None,
) -> Error:
    """The exception for an error of the engine; `kind` is one of C++'s ErrorKind (openaffect/core/error.h), or contract."""
    error = _CLASSES[kind](message)
    error.what, error.file, error.row, error.column, error.byte = what, file, row, column, byte
    return error
