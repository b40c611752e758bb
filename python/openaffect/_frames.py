"""Tables that people hold: pandas, polars, pyarrow and whatever speaks the Arrow C stream interface."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from openaffect import _core
from openaffect.errors import of_kind

METADATA = "openaffect"  # in DataFrame.attrs, where a pandas frame keeps what the engine says of it
NAME = "<table>"  # in errors


def is_path(data: object) -> bool:
    return isinstance(data, (str, os.PathLike))


def is_missing(value: object) -> bool:
    """None, NaN, pandas' NA and NaT."""
    return value is None or (isinstance(value, float) and value != value) or type(value).__name__ in ("NAType", "NaTType")


def texts(values: Iterable[Any], name: str) -> pa.Array:
    """Texts as Arrow has them, null where one is missing. TypeError, with the row from 0, for anything else."""
    cells = list(values)
    if not set(map(type, cells)) <= {str, type(None)}:
        for row, cell in enumerate(cells):
            if not isinstance(cell, str) and not is_missing(cell):
                raise TypeError(f"{name}: row {row} holds a {type(cell).__name__}, not a str")
        cells = [None if is_missing(cell) else cell for cell in cells]
    try:
        return pa.array(cells, type=pa.large_string())
    except UnicodeEncodeError:  # half of a surrogate pair, which becomes U+FFFD in the engine
        raw = [None if cell is None else cell.encode("utf-8", "surrogatepass") for cell in cells]
        return pa.array(raw, type=pa.large_binary()).view(pa.large_string())


def _arrow_texts(column: pa.ChunkedArray | pa.Array, name: str) -> pa.ChunkedArray | pa.Array:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_null(kind):
        return column.cast(pa.large_string())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return column
    raise TypeError(f"{name} holds {column.type}, not text")


class Frame:
    """A pyarrow table, and what pandas and polars do otherwise."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def names(self) -> list[str]:
        return list(self.data.column_names)

    def has(self, name: str) -> bool:
        return name in self.names()

    def texts(self, name: str) -> Any:
        return _arrow_texts(self.column(name), f"column '{name}'")

    def column(self, name: str) -> Any:
        return self.data.column(name)

    def whole(self) -> pa.Table:
        return self.data

    def first(self, rows: int | None) -> Frame:
        """The same frame, or its first rows."""
        return self if rows is None else type(self)(self.data[:rows] if hasattr(self.data, "iloc") else self.data.slice(0, rows))

    def joined(self, names: Sequence[str], added: pa.Table) -> Any:
        """The columns `names` of the frame, and behind them the new ones."""
        table = self.data.select(names)
        for column in added.column_names:
            table = table.append_column(added.schema.field(column), added.column(column))
        return table.replace_schema_metadata({**(self.data.schema.metadata or {}), **(added.schema.metadata or {})})

    def given_out(self, table: pa.Table) -> Any:
        """A table of the engine's own, as this kind of frame."""
        return table


class PandasFrame(Frame):
    def names(self) -> list[str]:
        return [str(name) for name in self.data.columns]

    def keys(self, names: Sequence[str]) -> list[Any]:
        """What pandas calls the columns; a name need not be a str there."""
        keys = {str(key): key for key in self.data.columns}
        return [keys[name] for name in names]

    def texts(self, name: str) -> Any:
        return pandas_texts(self.data[self.keys([name])[0]], f"column '{name}'")

    def column(self, name: str) -> Any:
        return pa.array(self.data[self.keys([name])[0]], from_pandas=True)

    def whole(self) -> pa.Table:
        table = pa.Table.from_pandas(self.data, preserve_index=False)
        return table.replace_schema_metadata({**(table.schema.metadata or {}), **self.data.attrs.get(METADATA, {})})

    def joined(self, names: Sequence[str], added: pa.Table) -> Any:
        import pandas

        new = self.given_out(added)
        new.index = self.data.index
        frame = pandas.concat([self.data[self.keys(names)], new], axis=1)
        frame.attrs = {**self.data.attrs, **new.attrs}
        return frame

    def given_out(self, table: pa.Table) -> Any:
        frame = table.replace_schema_metadata(None).to_pandas()
        frame.attrs = {METADATA: metadata_of(table)}
        return frame


class PolarsFrame(Frame):
    def names(self) -> list[str]:
        return list(self.data.columns)

    def texts(self, name: str) -> Any:
        series = self.data[name]
        if str(series.dtype) == "Object":
            return texts(series.to_list(), f"column '{name}'")
        return _arrow_texts(series.to_arrow(), f"column '{name}'")

    def column(self, name: str) -> Any:
        return self.data[name].to_arrow()

    def whole(self) -> pa.Table:
        return self.data.to_arrow()

    def joined(self, names: Sequence[str], added: pa.Table) -> Any:
        return self.data.select(names).hstack(self.given_out(added).get_columns())

    def given_out(self, table: pa.Table) -> Any:
        import polars

        return polars.from_arrow(table)


def pandas_texts(series: Any, name: str) -> Any:
    """The texts of a pandas Series. Arrow-backed ones are not copied."""
    if series.dtype == object:
        return texts(series.tolist(), name)
    if series.dtype.kind in "fM" and series.isna().all():  # a column without a cell
        return pa.nulls(len(series), pa.large_string())
    return _arrow_texts(pa.array(series, from_pandas=True), name)


def metadata_of(table: pa.Table) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}


def _is_of(data: object, module: str, kind: str) -> bool:
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(data, getattr(loaded, kind))


def frame_of(data: Any) -> Frame:
    """TypeError for what is no table."""
    if _is_of(data, "pandas", "DataFrame"):
        return PandasFrame(data)
    if _is_of(data, "polars", "DataFrame"):
        return PolarsFrame(data)
    if _is_of(data, "polars", "LazyFrame"):
        raise TypeError("a LazyFrame has no rows yet: frame.collect()")
    if isinstance(data, pa.RecordBatch):
        return Frame(pa.Table.from_batches([data]))
    if isinstance(data, pa.Table):
        return Frame(data)
    if hasattr(data, "__arrow_c_stream__"):
        return Frame(pa.table(data))
    raise TypeError(f"a {type(data).__name__} is no table: give a pandas or polars DataFrame, a pyarrow Table, or a path")


def source_of(data: Any, name: str = NAME) -> str | _core.Table:
    """What the engine takes: a path, or the whole table; `name` is what errors call it."""
    if is_path(data):
        return os.fspath(data)
    return _core.take_table(frame_of(data).whole(), name)


def table_of(made: _core.Table) -> pa.Table:
    return pa.table(made)


def refuse_unknown_columns(frame: Frame, names: Iterable[str]) -> None:
    """As the command does for a file."""
    for name in names:
        if not frame.has(name):
            message = _core.unknown_name_message("column", name, frame.names())
            raise of_kind("unknown", message, message)

