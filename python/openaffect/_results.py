"""Agreement, evaluation and comparison: tables in, figures with intervals out."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pyarrow as pa

from openaffect import _core, _frames
from openaffect._options import Names, columns_of_conditions, names_of, options_of
from openaffect._progress import Progress, listening
from openaffect._rater import Settings, _settings_text


class Results(Sequence[dict[str, Any]]):
    """Figures, a dict each: metric, value (None with a reason where undefined), ci, n_items, n_ratings and more
    (docs/metrics.md). Printed as the command prints them."""

    def __init__(self, made: Mapping[str, Any], consensus: Any = None) -> None:
        self.rows: list[dict[str, Any]] = json.loads(made["json"])["results"]
        self.notes: list[str] = made["notes"]
        """what was decided without being asked for"""
        self.warnings: list[str] = made["warnings"]
        self.markdown: str = made["markdown"]
        self.latex: str = made["latex"]
        self.consensus = consensus
        """of `agree` with consensus: a table with a row a unit"""
        self._text: str = made["text"]
        self._columns: list[str] = made["columns"]
        self._cells: list[list[str]] = made["cells"]
        self._reasons: list[str] = made["reasons"]

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def row(self, metric: str, **where: Any) -> dict[str, Any]:
        """The first row of this metric for which all of `where` holds: row("macro_f1", system="vader")."""
        for row in self.rows:
            if row["metric"] == metric and all(row.get(key) == value for key, value in where.items()):
                return row
        there = ", ".join(dict.fromkeys(row["metric"] for row in self.rows))
        raise KeyError(f"no row of {metric} {where or ''}; there are: {there}")

    def value(self, metric: str, **where: Any) -> float | None:
        """The value of row(…)."""
        value: float | None = self.row(metric, **where)["value"]
        return value

    def to_pandas(self) -> Any:
        """One row a figure; what has parts (ci, per_label, per_rater) stays a list."""
        import pandas

        return pandas.DataFrame(self.rows)

    def to_arrow(self) -> pa.Table:
        """Without the parts of a figure (per label, per rater), which have no one type."""
        flat = [{key: value for key, value in row.items() if not isinstance(value, (dict, list))} for row in self.rows]
        return pa.Table.from_pylist(flat)

    def __repr__(self) -> str:
        said = [f"warning: {text}" for text in self.warnings] + self.notes
        return "\n".join([self._text.rstrip(), *said])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(title)}</th>" for title in self._columns)
        rows = "".join("<tr>" + "".join(f"<td style='white-space:pre'>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self._cells)
        below = [*self._reasons, *(f"warning: {text}" for text in self.warnings), *self.notes]
        notes = "".join(f"<div><small>{escape(note)}</small></div>" for note in below)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{notes}"


_NAMING = ("unit", "rater", "value", "raters", "counts", "lists", "list_raters", "source", "field", "text", "id", "gold_column", "prediction_column", "cluster", "scheme")


def _named(options: Mapping[str, Any]) -> list[str]:
    """Columns of which the call speaks; an unreadable one among them is an error."""
    asked = [column for name in _NAMING for column in names_of(options.get(name))]
    return [*_frames.LOOKED_FOR, *asked, *columns_of_conditions(options.get("where"))]


def agree(
    data: Any,
    *,
    unit: str | None = None,
    rater: str | None = None,
    value: str | None = None,
    raters: Names | None = None,
    counts: Names | None = None,
    lists: str | None = None,
    list_raters: str | None = None,
    source: str | None = None,
    field: str | None = None,
    where: Names | None = None,
    min_ratings: int | None = None,
    level: str | None = None,
    scheme: str | None = None,
    order: Names | None = None,
    missing: Names | None = None,
    on_outside: str | None = None,
    on_twice: str | None = None,
    consensus: str | None = None,
    consensus_output: str | os.PathLike[str] | None = None,
    ties: str | None = None,
    text: str | None = None,
    pairs: bool = False,
    ci: str | None = None,
    resamples: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    output: str | os.PathLike[str] | None = None,
    types: dict[str, str] | None = None,
    input_format: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    on_bad_row: str | None = None,
    limit: int | None = None,
    progress: Progress = None,
) -> Results:
    """How far raters agree, with intervals; keywords are the flags of `openaffect agree` (docs/agree.md).

    data       a table of ratings: a frame, or a path
    unit, rater, value    its columns, where each row is one rating
    raters, counts, lists for tables with one row a unit
    consensus  majority, mean, median, ewe, dawid_skene: the results' `consensus` is a table of the kind of `data`
    output     a folder for result.json and report.html
    """
    options = options_of(locals(), without=("data", "progress", "consensus_output"))
    _frames.refuse_keywords_of_files(options, data)
    source_of_data = _frames.source_of(data, named=_named(options))
    with listening(progress) as listener, tempfile.TemporaryDirectory() as folder:
        wanted = None if consensus_output is None else os.fspath(consensus_output)
        if consensus is not None and wanted is None:
            wanted = os.path.join(folder, "consensus.parquet")
        made = _core.agree(source_of_data, {**options, "consensus_output": wanted}, listener)
        return Results(made, _consensus_of(data, wanted, consensus_output is None))


def _consensus_of(data: Any, path: str | None, ours: bool) -> Any:
    if path is None or not ours:
        return None
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    return table if _frames.is_path(data) else _frames.frame_of(data).given_out(table)


def evaluate(
    predicted: Any = None,
    *,
    gold: Any = None,
    benchmark: str | None = None,
    scheme: str | None = None,
    kind: str | None = None,
    metrics: Names | None = None,
    labels: str | None = None,
    id: str | None = None,
    allow_missing: bool = False,
    gold_column: str | None = None,
    prediction_column: str | None = None,
    where: Names | None = None,
    rater: str | None = None,
    source: str | None = None,
    text: str | None = None,
    cluster: str | None = None,
    split: str | None = None,
    use: str | None = None,
    seen: Names | None = None,
    settings: Settings | None = None,
    precision: str | None = None,
    device: str | None = None,
    ci: str | None = None,
    resamples: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    output: str | os.PathLike[str] | None = None,
    types: dict[str, str] | None = None,
    input_format: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    on_bad_row: str | None = None,
    limit: int | None = None,
    progress: Progress = None,
) -> Results:
    """Scores predictions against gold; keywords are the flags of `openaffect evaluate` (docs/evaluate.md).

    predicted  a table of predictions: a frame, or a path; of a benchmark what its reader takes (paths), or nothing with
               rater="vader", which is run then
    gold       a table; without it gold stands in the same table
    benchmark  a name (docs/benchmark_files.md)
    """
    benchmarks = options_of({"split": split, "use": use, "seen": seen, "precision": precision, "device": device})
    options = options_of(locals(), without=("predicted", "gold", "benchmark", "benchmarks", "progress", "settings", *benchmarks))
    with listening(progress) as listener:
        if benchmark is not None:
            if gold is not None:
                raise TypeError("a benchmark brings its gold")
            return Results(_core.benchmark(benchmark, _paths(predicted), _settings_text(settings), {**options, **benchmarks}, listener))
        for name, value in {**benchmarks, "settings": settings}.items():
            if value is not None:
                raise TypeError(f"{name} is of a benchmark")
        _frames.refuse_keywords_of_files(options, predicted, gold)
        named = _named(options)
        of_gold = None if gold is None else _frames.source_of(gold, "<gold>", named=named)
        return Results(_core.evaluate(_frames.source_of(predicted, "<predicted>", named=named), of_gold, options, listener))


def _paths(predicted: Any) -> list[str]:
    each = [] if predicted is None else [predicted] if _frames.is_path(predicted) else predicted
    return [os.fspath(path) for path in each]


def compare(
    predicted: Mapping[str, Any] | Sequence[Any],
    *,
    gold: Any = None,
    test: str | None = None,
    scheme: str | None = None,
    kind: str | None = None,
    metrics: Names | None = None,
    labels: str | None = None,
    id: str | None = None,
    allow_missing: bool = False,
    gold_column: str | None = None,
    prediction_column: str | None = None,
    where: Names | None = None,
    rater: str | None = None,
    source: str | None = None,
    text: str | None = None,
    cluster: str | None = None,
    ci: str | None = None,
    resamples: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    output: str | os.PathLike[str] | None = None,
    types: dict[str, str] | None = None,
    input_format: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    on_bad_row: str | None = None,
    limit: int | None = None,
    progress: Progress = None,
) -> Results:
    """Two systems and more on the same items: differences, paired tests, Holm's adjustment (docs/evaluate.md).

    predicted  {"name of a system": its frame}, or a list of paths and frames; keywords are the flags of
               `openaffect compare`
    """
    options = options_of(locals(), without=("predicted", "gold", "progress"))
    tables = list(predicted.values() if isinstance(predicted, Mapping) else predicted)
    _frames.refuse_keywords_of_files(options, gold, *tables)
    names = _systems(predicted, gold) if isinstance(predicted, Mapping) else [f"<system {place}>" for place in range(1, len(tables) + 1)]
    named = _named(options)
    sources = [_frames.source_of(table, name, named=named) for table, name in zip(tables, names, strict=True)]
    of_gold = None if gold is None else _frames.source_of(gold, "<gold>", named=named)
    with listening(progress) as listener:
        return Results(_core.compare(sources, of_gold, {**options, "own_names": isinstance(predicted, Mapping)}, listener))


def _systems(predicted: Mapping[str, Any], gold: Any) -> list[str]:
    """What the systems are called; TypeError for names that would not be theirs."""
    for name, table in predicted.items():
        if not isinstance(name, str) or not name:
            raise TypeError(f"a system's name is a str, not {name!r}")
        if _frames.is_path(table):
            raise TypeError(f"system {name}: files have their own names; give them in a list")
        if _frames.is_path(gold) and name == os.fspath(gold):
            raise TypeError(f"system {name} is called as the gold's file")
    return list(predicted)
