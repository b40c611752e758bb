"""The command `openaffect`. A module of its own, as whoever imports the package loads Arrow, which most verbs do without."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

# Where packages keep libraries that the command needs.
_LIBRARIES = (("pyarrow", ""), ("torch", "lib"), ("nvidia", "cu13/lib"))


def _folder_of(package: str) -> Path | None:
    """Of a package, which is not imported."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def command() -> tuple[Path, dict[str, str]]:
    """The program that came with the package, or that of the checkout's build; and its environment, which names the
    folders of libraries that are not installed beside the package."""
    package = _folder_of("openaffect")
    if package is None:
        sys.exit("openaffect: the package openaffect is not installed beside its command")
    program = package / "bin" / "openaffect"
    if not program.exists():
        return package.absolute().parent.parent / "bin" / "openaffect", dict(os.environ)
    elsewhere = [str(folder / part) for name, part in _LIBRARIES if (folder := _folder_of(name)) and folder.parent != package.parent]
    paths = [*elsewhere, *filter(None, [os.environ.get("LD_LIBRARY_PATH")])]
    return program, {**os.environ, **({"LD_LIBRARY_PATH": ":".join(paths)} if elsewhere else {})}


def main() -> None:
    program, environment = command()
    os.execve(program, [os.fspath(program), *sys.argv[1:]], environment)
