"""Tables that people hold: pandas, polars, pyarrow and whatever speaks the Arrow C stream interface."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from openaffect import _core
from openaffect.errors import of_kind

# What Arrow raises for cells that are of no one type.
_NO_COLUMN = (pa.ArrowException, UnicodeEncodeError, OverflowError)

METADATA = "openaffect"  # in DataFrame.attrs, where a pandas frame keeps what the engine says of it
NAME = "<table>"  # in errors

# Columns that the engine looks for when nobody names them.
LOOKED_FOR = ("id", "item", "rater", "source", "field", "label", "gold", "value", "split", "person", "speaker", "dialogue", "video")


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
                raise TypeError(f"{name}: row {row} is of type {type(cell).__name__}, not str")
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


def _no_column(cells: Sequence[Any], name: str) -> TypeError:
    """What to say of cells that are no column of Arrow's: the first that is none alone, or is of another type."""
    first: tuple[int, str] | None = None
    for row, cell in enumerate(cells):
        if is_missing(cell):
            continue
        kind = type(cell).__name__
        try:
            pa.array([cell])
        except (*_NO_COLUMN, TypeError, ValueError):
            return TypeError(f"{name}: row {row} is of type {kind}, which no table of Arrow holds")
        if first is None:
            first = row, kind
        elif kind != first[1]:
            return TypeError(f"{name}: row {row} is of type {kind}, and row {first[0]} of type {first[1]}")
    return TypeError(f"{name} holds cells of no one type")


def _of_cells(cells: Sequence[Any], name: str) -> pa.Array:
    """Cells of any type as Arrow has them; TypeError, with the row from 0, where they have no one type."""
    try:
        return pa.array(cells, from_pandas=True)
    except UnicodeEncodeError:
        return texts(cells, name)
    except _NO_COLUMN as error:
        raise _no_column(cells, name) from error


def _plain(cell: Any) -> str | None:
    """As a CSV has it; nothing of what is neither text nor number."""
    if isinstance(cell, str):
        return cell
    return str(cell) if isinstance(cell, Real) and not is_missing(cell) else None


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
        """TypeError, with the row from 0, for cells of no one type."""
        return self.data.column(name)

    def cells(self, name: str) -> list[Any]:
        listed: list[Any] = self.data.column(name).to_pylist()
        return listed

    def metadata(self) -> Mapping[Any, Any]:
        return self.data.schema.metadata or {}

    def whole(self, text: Collection[str] = (), named: Collection[str] | None = None) -> pa.Table:
        """All columns for the engine; those of `text` hold texts. Those that are `named` (None: all are) must have one
        type; of others that have none come texts and numbers, as a CSV has them."""
        refuse_same_names(self)
        columns = {}
        for name in self.names():
            if name in text:
                columns[name] = self.texts(name)
                continue
            try:
                columns[name] = self.column(name)
            except TypeError:
                if named is None or name in named:
                    raise
                columns[name] = texts([_plain(cell) for cell in self.cells(name)], name)
        return pa.table(columns).replace_schema_metadata(self.metadata())

    def first(self, rows: int | None) -> Frame:
        """The same frame, or its first rows."""
        return self if rows is None else type(self)(self.data.slice(0, rows))

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
        try:
            return pa.array(self.data[self.keys([name])[0]], from_pandas=True)
        except _NO_COLUMN:
            return _of_cells(self.cells(name), f"column '{name}'")

    def cells(self, name: str) -> list[Any]:
        listed: list[Any] = self.data[self.keys([name])[0]].tolist()
        return listed

    def metadata(self) -> Mapping[Any, Any]:
        held: Mapping[Any, Any] = self.data.attrs.get(METADATA, {})
        return held

    def first(self, rows: int | None) -> Frame:
        return self if rows is None else PandasFrame(self.data.iloc[:rows])

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
        series = self.data[name]
        return _of_cells(self.cells(name), f"column '{name}'") if str(series.dtype) == "Object" else series.to_arrow()

    def cells(self, name: str) -> list[Any]:
        listed: list[Any] = self.data[name].to_list()
        return listed

    def metadata(self) -> Mapping[Any, Any]:
        return {}

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


def source_of(data: Any, name: str = NAME, *, text: Collection[str] = (), named: Collection[str] | None = None) -> str | _core.Table:
    """What the engine takes: a path, or the whole table (Frame.whole); `name` is what errors call it."""
    if is_path(data):
        return str(os.fspath(data))
    return _core.take_table(frame_of(data).whole(text, named), name)


# How a file is read; a table has been read.
_OF_FILES = ("input_format", "encoding", "delimiter", "quote", "types", "on_bad_row")


def refuse_keywords_of_files(options: Mapping[str, Any], *sources: Any) -> None:
    """TypeError for a keyword that says how to read a file, where there is none."""
    given = [name for name in _OF_FILES if options.get(name) is not None]
    if given and not any(map(is_path, sources)):
        raise TypeError(f"{given[0]} says how a file is read, and the table is none")


def vectors_of(column: pa.ChunkedArray) -> npt.NDArray[np.float32]:
    """A column of vectors as a matrix, NaN where there is none."""
    vectors = column.combine_chunks()
    size = vectors.type.list_size
    matrix = np.full((len(vectors), size), np.nan, dtype=np.float32)
    matrix[np.asarray(vectors.is_valid())] = vectors.flatten().to_numpy(zero_copy_only=False).reshape(-1, size)
    return matrix


def table_of(made: _core.Table) -> pa.Table:
    return pa.table(made)


def refuse_same_names(frame: Frame) -> None:
    if len(set(frame.names())) < len(frame.names()):
        raise ValueError("two columns of the table have one name")


def refuse_unknown_columns(frame: Frame, names: Iterable[str]) -> None:
    """As the command does for a file."""
    for name in names:
        if not frame.has(name):
            message = _core.unknown_name_message("column", name, frame.names())
            raise of_kind("unknown", message, message)
