"""Data sets of other tools: audformat databases, Hugging Face folders, Label Studio tasks, plain tables."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pyarrow as pa

from openaffect import _core, _frames

_PLAIN = ("parquet", "csv", "tsv", "jsonl")  # formats of a single table


@dataclass(frozen=True)
class DatasetScheme:
    """What may be said in a data set's columns."""

    id: str
    type: str
    """of the values: str, int, float, bool, time, date, object"""
    labels: tuple[str, ...]
    """what may be said; none: anything of the type"""
    several: bool
    """a cell is a list of labels"""
    minimum: Any = None
    maximum: Any = None
    description: str = ""
    more: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """what else its format says"""


@dataclass(frozen=True)
class DatasetPart:
    """A rater, a split, a kind of media or an attachment of a data set."""

    id: str
    type: str
    """raters: human, machine, ground truth, vote, other; splits: train, dev, test, other; media: audio, video, other;
    attachments: the path"""
    description: str = ""
    more: Mapping[str, Any] = field(default_factory=dict, repr=False)


class _Tables(Mapping[str, pa.Table]):
    """Tables by id, each made when it is asked for."""

    def __init__(self, core: _core.Dataset, ids: Sequence[str]) -> None:
        self._core, self._ids = core, list(ids)
        self._made: dict[str, pa.Table] = {}

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._ids:
            raise KeyError(f"no table {name!r}; there are: {', '.join(self._ids)}")
        if name not in self._made:
            self._made[name] = _frames.table_of(self._core.table(self._ids.index(name)))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __repr__(self) -> str:
        return f"<tables: {', '.join(self)}>"


class Dataset:
    """A data set: items, what may be said of them (schemes), who says it (raters), what was said, which part is for what
    (splits), in audformat's words. Read by `Dataset.read`, or made of a table by `Dataset.of`; nothing in it changes.

        emodb = oa.Dataset.read("emodb")
        emodb.tables["files"].to_pandas()
        oa.agree(emodb.ratings(), where="scheme=emotion")
        emodb.write("hub", format="hugging_face")
    """

    def __init__(self, core: _core.Dataset) -> None:
        self._core = core
        self.about: dict[str, Any] = json.loads(core.json)
        """all that is said beside the cells, of tables and columns too"""
        self.tables: Mapping[str, pa.Table] = _Tables(core, [table["id"] for table in self.about["tables"]])
        """tables by id; the splits of one table are a table each"""
        self.schemes: dict[str, DatasetScheme] = {each["id"]: _scheme_of(each) for each in self.about["schemes"]}
        self.raters: dict[str, DatasetPart] = _parts_of(self.about["raters"])
        self.splits: dict[str, DatasetPart] = _parts_of(self.about["splits"])
        self.media: dict[str, DatasetPart] = _parts_of(self.about["media"])
        self.attachments: dict[str, DatasetPart] = _parts_of(self.about["attachments"])
        self.left_out: list[str] = core.notes
        """what was in the files and could not be read, a sentence each"""

    @staticmethod
    def read(
        path: str | os.PathLike[str],
        *,
        format: str | None = None,
        config: str | None = None,
        label_config: str | os.PathLike[str] | None = None,
        types: dict[str, str] | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        limit: int | None = None,
    ) -> Dataset:
        """Reads a data set; keywords are the flags of `openaffect data convert` (docs/exchange.md).

        format        audformat, hugging_face, label_studio, table; by default told by what is there
        config        of a Hugging Face folder with several configurations: which
        label_config  of Label Studio: the project's labelling configuration (XML)
        types, encoding, delimiter, limit  of a plain table, as in `label`
        """
        options = {"from": format, "config": config, "label_config": None if label_config is None else os.fspath(label_config)}
        plain = {"types": types, "encoding": encoding, "delimiter": delimiter, "limit": limit}
        return Dataset(_core.read_dataset(os.fspath(path), {**options, **plain}))

    @staticmethod
    def of(data: Any, *, name: str = "dataset") -> Dataset:
        """A table that lies in memory as a data set: a pandas or polars DataFrame, a pyarrow Table. `file` (with `start` and
        `end`), `item` or `id` say what a row is, `split` divides it, columns named as schemes get them; of ratings below
        each other (`item`, `rater`, `scheme`, `label` or `value`) each row is one."""
        return Dataset(_core.read_dataset(_core.take_table(_frames.frame_of(data).whole(), name), {"from": "table"}))

    @property
    def name(self) -> str:
        return str(self.about["name"])

    @property
    def description(self) -> str:
        return str(self.about["description"])

    @property
    def licence(self) -> str:
        """As its format writes it."""
        return str(self.about["licence"])

    @property
    def languages(self) -> list[str]:
        """As its format writes them."""
        return list(self.about["languages"])

    @property
    def format(self) -> str:
        """What it was read from: audformat, hugging_face, label_studio, table."""
        return self._core.format

    def ratings(self) -> pa.Table:
        """All that was said, a row each, as `agree` reads it: item, source, start, end, rater, scheme, label, value, …"""
        return _frames.table_of(self._core.ratings())

    def write(
        self,
        path: str | os.PathLike[str],
        *,
        format: str | None = None,
        table: str | None = None,
        tables: str = "parquet",
        copy_media: bool = False,
        force: bool = False,
    ) -> list[str]:
        """Writes the data set; what the format cannot say comes back, a sentence each. It appears whole or not at all.

        format      audformat, hugging_face, label_studio, or of one table parquet, csv, tsv, jsonl; by default told by the
                    path's ending
        table       of one table: which; by default the ratings, else the only one
        tables      how tables in a folder are written: parquet, csv, jsonl
        copy_media  the files that tables name are copied, too
        force       replaces what is there
        """
        plain = format in _PLAIN
        options = {"to": "table" if plain else format, "format": format if plain else None}
        more = {"table": table, "tables": tables, "copy_media": copy_media, "force": force}
        return self._core.write(os.fspath(path), {**options, **more})

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        """What, which, and what is to be said of it."""
        for table in self.about["tables"]:
            names = [*table["keys"], *map(_column_text, table["columns"])]
            split = f", {table['split']}" if table["split"] else ""
            yield "table", table["id"], f"{table['rows']:,} {table['kind']}{split}: {_short(names)}"
        for scheme in self.schemes.values():
            yield "scheme", scheme.id, _short(scheme.labels) or scheme.type
        if self.raters:
            yield "raters", "", _short([f"{rater.id} ({rater.type})" for rater in self.raters.values()])
        if self.splits:
            yield "splits", "", _short(list(self.splits))
        for note in self.left_out:
            yield "left out", "", note

    def __repr__(self) -> str:
        width = max((len(which) for _, which, _ in self._lines()), default=0)
        head = f"<Dataset {self.name} ({self.format})>"
        return "\n".join([head, *(f"  {what:<8}  {which:<{width}}  {said}" for what, which, said in self._lines())])

    def _repr_html_(self) -> str:
        def row(what: str, which: str, said: str) -> str:
            return f"<tr><td>{escape(what)}</td><td><code>{escape(which)}</code></td><td style='text-align:left'>{escape(said)}</td></tr>"

        head = f"<b>{escape(self.name)}</b> ({escape(self.format)}) {escape(self.description)}"
        return f"{head}<table>{''.join(row(*line) for line in self._lines())}</table>"


def _scheme_of(said: Mapping[str, Any]) -> DatasetScheme:
    return DatasetScheme(**{**said, "labels": tuple(said["labels"]), "more": said["more"] or {}})


def _parts_of(said: Sequence[Mapping[str, Any]]) -> dict[str, DatasetPart]:
    return {part["id"]: DatasetPart(**{**part, "more": part["more"] or {}}) for part in said}


def _column_text(column: Mapping[str, Any]) -> str:
    said = " by ".join(name for name in (column["scheme"] if column["scheme"] != column["name"] else "", column["rater"]) if name)
    by = "by " if said and said == column["rater"] else ""
    return f"{column['name']} ({by}{said})" if said else str(column["name"])


def _short(names: Sequence[str]) -> str:
    most = 8
    return ", ".join([*names[:most], f"… {len(names)} in all"] if len(names) > most else names)
