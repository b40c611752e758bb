"""Labelling whole tables."""

from __future__ import annotations

import json
import os
from typing import Any
from warnings import warn

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
    use: str | None = None,
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
    use       "commercial" refuses raters whose licence class is not open
    output    a file: nothing is held in memory, an interrupted job continues where it stopped when it is called again
              (of a path, not of a frame), and the summary comes back as a dict
    work_dir  of an output in an object store ("s3://…"): the folder for what an interrupted job keeps
    Without output the labelled table comes back, of the kind of `data` (of a path a pyarrow Table): its columns, then
    `<column>.<rater>.<field>` and `<column>.<rater>.status`. Arrow-backed cells are not copied. Where the text is None or
    NaN, the status is no_text; a cell that is neither is a TypeError that names its row.
    What the languages of the texts make doubtful comes as a warning.
    progress  None: a bar in notebooks where tqdm is installed; True: a bar; False: none; or a function of (done, text)
    """
    options = options_of(locals(), without=("data", "raters", "settings", "use", "precision", "device", "embed", "progress"))
    who = raters_of(raters, settings, {"precision": precision, "device": device, "embed": embed}, use)
    options["text"] = names_of(text)
    _frames.refuse_keywords_of_files(options, data)
    with listening(progress) as listener:
        if output is not None:
            made = _core.label_to_file(_whole(data, options), who, {**options, "command_line": "openaffect.label"}, listener)
            summary: dict[str, Any] = json.loads(made)
            for warning in summary["warnings"]:
                warn(warning, stacklevel=2)
            return summary
        for name in ("format", "shard"):
            if options[name] is not None:
                raise TypeError(f"{name} is of an output: label(…, output=FILE)")
        if _frames.is_path(data):
            return _labelled(os.fspath(data), who, options, listener)
        return _label_frame(_frames.frame_of(data), who, options, listener)


def _whole(data: Any, options: dict[str, Any]) -> str | _core.Table:
    """What goes into a file: every column must be one, but for those that are left out."""
    if _frames.is_path(data):
        return str(os.fspath(data))
    frame = _frames.frame_of(data)
    _refuse_unknown_columns(frame, options)
    dropped = names_of(options["drop"])
    kept = [name for name in names_of(options["columns"]) or frame.names() if name not in dropped]
    read = [options["id"] or "id"] if options["long"] else kept
    return _frames.source_of(data, text=options["text"], named=[*read, options["date"]])


def _labelled(source: str | _core.Table, who: list[_core.Rater], options: dict[str, Any], listener: Any) -> pa.Table:
    made, warnings = _core.label_to_table(source, who, options, listener)
    for text in warnings:
        warn(text, stacklevel=3)
    return _frames.table_of(made)


def _label_frame(frame: _frames.Frame, who: list[_core.Rater], options: dict[str, Any], listener: Any) -> Any:
    """The engine gets the columns that it reads and gives those that it adds; the frame's own are joined here."""
    _frames.refuse_same_names(frame)
    _refuse_unknown_columns(frame, options)
    handed = {name: frame.texts(name) for name in options["text"]}
    for name in (options["id"] or "id" if options["long"] else None, options["date"]):
        if name and name not in handed and frame.has(name):
            handed[name] = frame.column(name)
    source = _core.take_table(pa.table(handed), _frames.NAME)
    if options["long"]:
        return frame.given_out(_labelled(source, who, options, listener))
    columns, drop = names_of(options["columns"]), names_of(options["drop"])
    kept = _without_clashes([name for name in columns or frame.names() if name not in drop], who, options)
    table = _labelled(source, who, {**options, "columns": None, "drop": list(handed)}, listener)
    return frame.first(options["limit"]).joined(kept, table)


def _refuse_unknown_columns(frame: _frames.Frame, options: dict[str, Any]) -> None:
    one = [options[name] for name in ("id", "date") if options[name]]
    _frames.refuse_unknown_columns(frame, [*options["text"], *names_of(options["columns"]), *names_of(options["drop"]), *one])


def _without_clashes(kept: list[str], who: list[_core.Rater], options: dict[str, Any]) -> list[str]:
    """Columns that the raters add win over those that are there, where replace_columns says so."""
    added = set(_core.added_column_names(who, options))
    for name in kept:
        if name in added and not options["replace_columns"]:
            what = "the table has this column already, and a rater would add it; replace_columns=True replaces it"
            raise of_kind("refused", f"column {name}: {what}", what, column=name)
    return [name for name in kept if name not in added]
