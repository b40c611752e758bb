"""The command: `openaffect …`, and `python -m openaffect …`."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def command() -> Path:
    """The program that came with the package, or that of the checkout's build."""
    inside = Path(__file__).resolve().parent / "bin" / "openaffect"
    beside = Path(__file__).parent.absolute().parent.parent / "bin" / "openaffect"
    return inside if inside.exists() else beside


def main() -> None:
    program = command()
    os.execv(program, [os.fspath(program), *sys.argv[1:]])


if __name__ == "__main__":
    main()
