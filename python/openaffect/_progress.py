"""How long work shows that it goes on: a tqdm bar in notebooks, nothing elsewhere unless it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

Progress = bool | Callable[[float, str], object] | None
Listener = Callable[[float, str], object] | None


class _Bar:
    """Made when there is something to show, so that short work shows none."""

    def __init__(self) -> None:
        self.bar: Any = None

    def __call__(self, done: float, text: str) -> None:
        if self.bar is None:
            self.bar = _tqdm()(total=100, bar_format="{l_bar}{bar}| {postfix}")
        self.bar.n = round(100 * done, 1)
        self.bar.set_postfix_str(text)

    def finish(self) -> None:
        """The work is done: a bar in a notebook that stops short of its end turns red."""
        if self.bar is not None:
            self.bar.n = self.bar.total
            self.bar.refresh()

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


def _in_notebook() -> bool:
    return "ipykernel" in sys.modules


def _tqdm() -> Any:
    widgets = _in_notebook() and find_spec("ipywidgets")
    return import_module("tqdm.notebook" if widgets else "tqdm").tqdm


@contextmanager
def listening(progress: Progress) -> Iterator[Listener]:
    """What the engine tells. None: a bar in a notebook where tqdm is installed; True: a bar anywhere; False: nothing."""
    if callable(progress):
        yield progress
        return
    if progress is False or (progress is None and not (_in_notebook() and find_spec("tqdm"))):
        yield None
        return
    bar = _Bar()
    try:
        yield bar
        bar.finish()
    finally:
        bar.close()
