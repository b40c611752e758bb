"""Arrow's C++ libraries, which the engine shares with pyarrow."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pyarrow  # loads libarrow

# The engine looks for them beside this package; of a pyarrow elsewhere (a user's, or the system's) Parquet's library is
# not loaded yet, and is here.
_folder = Path(pyarrow.__file__).parent
if _folder.parent != Path(__file__).parent.parent:
    for _library in _folder.glob("libparquet.so.*"):
        ctypes.CDLL(str(_library))
