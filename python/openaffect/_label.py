"""Labelling whole tables."""

from __future__ import annotations

import json
import os
from typing import Any

import pyarrow as pa

from openaffect import _core, _frames
from openaffect._options import Names, names_of, options_of
from openaffect._progress import Progress, listening
from openaffect._rater import RatersLike, Settings, raters_of
from openaffect.errors import of_kind

def label(
    data: Any,
    *,
    text: Names,
    raters: RatersLike = ("vader", "pattern"),
    output: str | os.PathLike[str] | None = None,
    work_dir: str | os.PathLike[str] | None = None,
    format: str | None = None,
    long: bool = False,
    id: str | None = None,
    columns: Names | None = None,
    drop: Names | None = None,
    settings: Settings | None = None,
    shard: str | None = None,
    explain: bool = False,
    min_confidence: float | None = None,
    precision: str | None = None,
    device: str | None = None,
    embed: bool | None = None,
    replace_columns: bool = False,
    force: bool = False,
    detect_language: bool = False,
    report: str | os.PathLike[str] | None = None,
    report_rows: int | None = None,
    date: str | None = None,
    threads: int | None = None,
    input_format: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    types: dict[str, str] | None = None,
    on_bad_row: str | None = None,
    limit: int | None = None,
    progress: Progress = None,
) -> Any:
    """Labels every row of a table; keywords are the flags of `openaffect label`.

    data      a pandas or polars DataFrame, a pyarrow Table, anything of the Arrow C stream interface; or the path of a CSV,
              TSV, JSONL, JSON or Parquet file, of a folder or a pattern of such files
    text      the columns to rate
    raters    names, specs (see `Rater`) or raters
    output    a file: nothing is held in memory, an interrupted job continues where it stopped when it is called again
              (of a path, not of a frame), and the summary comes back as a dict
    work_dir  of an output in an object store ("s3://…"): the folder for what an interrupted job keeps
    Without output the labelled table comes back, of the kind of `data` (of a path a pyarrow Table): its columns, then
    `<column>.<rater>.<field>` and `<column>.<rater>.status`. Cells of `data` are not copied. Where the text is None or
    NaN, the status is no_text; a cell that is neither is a TypeError that names its row.
    progress  None: a bar in notebooks where tqdm is installed; True: a bar; False: none; or a function of (done, text)
    """
    options = options_of(locals(), without=("data", "raters", "settings", "precision", "device", "embed", "progress"))
    who = raters_of(raters, settings, {"precision": precision, "device": device, "embed": embed})
    options["text"] = names_of(text)
    with listening(progress) as listener:
        if output is not None:
            made = _core.label_to_file(_frames.source_of(data), who, {**options, "command_line": "openaffect.label"}, listener)
            summary: dict[str, Any] = json.loads(made)
            return summary
        if _frames.is_path(data):
            return _frames.table_of(_core.label_to_table(os.fspath(data), who, options, listener)[0])
        return _label_frame(_frames.frame_of(data), who, options, listener)


# What a frame's columns have no use for.
_OF_FILES = ("columns", "drop", "format", "shard", "force", "input_format", "encoding", "delimiter", "quote", "types", "on_bad_row")


def _label_frame(frame: _frames.Frame, who: list[_core.Rater], options: dict[str, Any], listener: Any) -> Any:
    """The engine gets the columns that it reads and gives those that it adds; the frame's own are joined here."""
    text, columns, drop = options["text"], names_of(options["columns"]), names_of(options["drop"])
    if len(set(frame.names())) < len(frame.names()):
        raise ValueError("two columns of the table have one name")
    _frames.refuse_unknown_columns(frame, [*text, *columns, *drop])
    options = {name: value for name, value in options.items() if name not in _OF_FILES}
    kept = [name for name in columns or frame.names() if name not in drop]
    if not options["long"]:
        kept = _without_clashes(kept, who, options)
    handed = {name: frame.texts(name) for name in text}
    for name in (options["id"] or "id", options["date"]):
        if name and name not in handed and frame.has(name):
            handed[name] = frame.column(name)
    source = _core.take_table(pa.table(handed), _frames.NAME)
    made, _ = _core.label_to_table(source, who, {**options, "drop": list(handed)}, listener)
    table = _frames.table_of(made)
    return frame.given_out(table) if options["long"] else frame.first(options["limit"]).joined(kept, table)


def _without_clashes(kept: list[str], who: list[_core.Rater], options: dict[str, Any]) -> list[str]:
    """Columns that the raters add win over those that are there, where replace_columns says so."""
    added = set(_core.added_column_names(who, options))
    for name in kept:
        if name in added and not options["replace_columns"]:
            what = "the table has this column already, and a rater would add it; replace_columns=True replaces it"
            raise of_kind("refused", f"column {name}: {what}", what, column=name)
    return [name for name in kept if name not in added]
