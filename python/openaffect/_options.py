"""Keywords on their way into the engine."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from typing import Any

Names = str | Sequence[str]


def names_of(names: Names | None) -> list[str]:
    return [] if names is None else [names] if isinstance(names, str) else list(names)


def columns_of_conditions(conditions: Names | None) -> list[str]:
    """Of COLUMN=VALUE."""
    return [condition.partition("=")[0] for condition in names_of(conditions)]


def options_of(given: Mapping[str, Any], without: Collection[str] = ()) -> dict[str, Any]:
    """A function's keywords for the engine, whose structs have the defaults of those that are None."""
    return {name: os.fspath(value) if isinstance(value, os.PathLike) else value for name, value in given.items() if name not in without}
