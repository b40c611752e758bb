"""The command: `python -m openaffect …`."""

from __future__ import annotations

from openaffect_command import main

if __name__ == "__main__":
    main()
