"""Training: people's answers become a rater."""

from __future__ import annotations

import json
import os
from html import escape
from typing import Any

from openaffect import _core, _frames
from openaffect._options import Names, columns_of_conditions, names_of, options_of
from openaffect._progress import Progress, listening
from openaffect._rater import Rater


class TrainedText:
    """A model that was trained: its folder, its figures, and the rater that it is."""

    def __init__(self, made: dict[str, str]) -> None:
        self.summary: dict[str, Any] = json.loads(made["json"])
        """heads, scores and calibration, as `openaffect train text --json` prints them"""
        self._text = made["text"]

    @property
    def folder(self) -> str:
        """Where the model lies."""
        return str(self.summary["model"])

    def rater(self, **options: Any) -> Rater:
        """The model, ready to rate; options are those of `Rater`."""
        return Rater(f"model:{self.folder}", **options)

    def __repr__(self) -> str:
        return self._text.rstrip()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self._text)}</pre>"


def train_text(
    data: Any = None,
    *,
    output: str | os.PathLike[str],
    text: str | None = None,
    label: str | None = None,
    scheme: str | None = None,
    split: str | None = None,
    where: Names | None = None,
    keep_together: Names | None = None,
    licence: str | None = None,
    licence_class: str | None = None,
    use: str | None = None,
    config: str | os.PathLike[str] | None = None,
    name: str | None = None,
    language: Names | None = None,
    base: str | None = None,
    features: str | None = None,
    device: str | None = None,
    precision: str | None = None,
    store: str | None = None,
    resamples: int | None = None,
    force: bool = False,
    progress: Progress = None,
    **fit: Any,
) -> TrainedText:
    """Makes a rater of texts from texts that people labelled; keywords are the flags of `openaffect train text`
    (docs/train.md).

    data    a path, or a frame: that is written to OUTPUT.data.parquet first, so that an interrupted training, called
            again, continues where it stopped
    output  the model's folder
    text, label  the columns of texts and of answers: a label, several (a list, or a|b), or a number
    licence, licence_class  of the data, for the card: "CC BY 4.0"; open, terms, nc
    use     "commercial" refuses a base, data and teachers whose licence class is not open
    config  a recipe instead of data, text and label
    fit     how it learns: epochs, lr, head_lr, batch, dropout, patience, seed, threads and the other such flags
    """
    options = options_of(locals(), without=("data", "progress", "fit"))
    ours = None if data is None or _frames.is_path(data) else _written(data, options)
    if data is not None:
        options["data"] = ours or os.fspath(data)
    try:
        with listening(progress) as listener:
            return TrainedText(_core.train_text({**options, **fit, "command": "openaffect.train_text"}, listener))
    except BaseException:
        folder = str(output).rstrip("/")
        if ours is not None and not os.path.exists(folder) and not os.path.exists(folder + ".partial"):
            os.remove(ours)  # nothing began that would need it
        raise


def _written(data: Any, options: dict[str, Any]) -> str:
    import pyarrow.parquet

    path = str(options["output"]).rstrip("/") + ".data.parquet"
    frame, label = _frames.frame_of(data), options["label"] or ""
    of_label = [name for name in frame.names() if "{field}" in label and name.startswith(label.partition("{field}")[0])]
    named = [label, *of_label, options["split"], *names_of(options["keep_together"]), *columns_of_conditions(options["where"]), *_frames.LOOKED_FOR]
    text = [] if options["text"] is None else [options["text"]]
    pyarrow.parquet.write_table(frame.whole(text, named), path)
    return path
