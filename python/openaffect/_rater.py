"""Raters: everybody who judges emotion."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping, Sequence, Set
from html import escape
from typing import Any
from warnings import warn

import pyarrow as pa

from openaffect import _core, _frames
from openaffect._progress import Progress, listening

Settings = Mapping[str, Any]


def _settings_text(settings: Settings | None) -> dict[str, str]:
    """What stands behind --set: numbers and lists as the command line has them."""

    def text(value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (list, tuple)):
            return ",".join(map(text, value))
        return str(value)

    return {name: text(value) for name, value in (settings or {}).items()}


class Rater:
    """Someone who judges texts.

    spec       "vader", "pattern", "text" (our own model, where it is installed), "hf:FOLDER" (a Hugging Face folder),
               "model:FOLDER" (of your own training), "vader:FILE" (a lexicon of your own); "NAME=" in front for a name
    settings   options of the rater, as behind --set without its name: {"opinion.cuts": [.4, .6]}
    precision  of a network: float32, bfloat16, int8; by default what its card says
    device     of a network: cpu (the default), cuda
    embed      of a network: also rate() gives a column `embedding`

    Immutable; threads may share it. It can be pickled: what travels is how to make it.
    """

    def __init__(
        self,
        spec: str | os.PathLike[str],
        *,
        settings: Settings | None = None,
        precision: str | None = None,
        device: str | None = None,
        embed: bool = False,
    ) -> None:
        self._spec = os.fspath(spec)
        self._settings = dict(settings or {})
        self._options = {"precision": precision, "device": device}
        self._embed = embed
        self._core = self._made(embed)
        self._lock = threading.Lock()
        self._embedder: _core.Rater | None = self._core if embed else None

    def _made(self, embed: bool) -> _core.Rater:
        settings = {f"{_name_of(self._spec)}.{key}": value for key, value in _settings_text(self._settings).items()}
        return _core.make_raters([self._spec.replace(",", "\\,")], settings, {**self._options, "embed": embed or None})[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (self._spec, {"settings": self._settings, **self._options, "embed": self._embed})

    @property
    def info(self) -> dict[str, Any]:
        """name, version, kind, licence, languages, fields, sha256 of what it was made from"""
        return self._core.info

    @property
    def name(self) -> str:
        """The middle of its columns' names."""
        return str(self.info["name"])

    @property
    def fields(self) -> list[str]:
        """What its columns are called: compound, class, …"""
        return [field["name"] for field in self.info["fields"]]

    def rate(
        self,
        texts: Any,
        *,
        explain: bool = False,
        min_confidence: float | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> Any:
        """One row a text, one column a field, and `status`.

        A pandas or polars Series gives a DataFrame of its kind (of pandas with its index), anything else a pyarrow Table.
        None and NaN have the status no_text; what is no text is a TypeError that names its place. A text's reading does
        not depend on the others.
        """
        column, give_out = _texts_and_kind(texts)
        options = {"text": ["text"], "drop": ["text"], "explain": explain, "min_confidence": min_confidence, "threads": threads}
        source = _core.take_table(pa.table({"text": column}), "<texts>")
        with listening(progress) as listener:
            made, warnings = _core.label_to_table(source, [self._core], options, listener)
        for text in warnings:
            warn(text, stacklevel=2)
        table = _frames.table_of(made)
        prefix = len(f"text.{self.name}.")
        return give_out(table.rename_columns([name[prefix:] for name in table.column_names]))

    def embed(self, texts: Any, *, threads: int | None = None, progress: Progress = None) -> Any:
        """The network's vectors of the texts: numpy float32, [texts, size]; NaN where there is no text.

        A rater that was not made with embed=True opens its network a second time for that.
        """
        with self._lock:
            if self._embedder is None:
                self._embedder = self._made(embed=True)
        column, _ = _texts_and_kind(texts)
        source = _core.take_table(pa.table({"text": column}), "<texts>")
        options = {"text": ["text"], "drop": ["text"], "threads": threads}
        with listening(progress) as listener:
            made, _ = _core.label_to_table(source, [self._embedder], options, listener)
        return _frames.vectors_of(_frames.table_of(made).column(f"text.{self.name}.embedding"))

    def read(self, text: str) -> dict[str, Any]:
        """One text: {"status": …, the fields, "evidence": the words that decided}."""
        return self._core.read(_one_text(text))

    def __repr__(self) -> str:
        return f"<Rater {self.name} {self.info['version']}: {', '.join(_short(self.fields))}>"

    def _repr_html_(self) -> str:
        info = self.info
        return (
            f"<b>{escape(self.name)}</b> {escape(info['version'])} ({escape(info['kind'])}, {escape(info['licence'])})<br>"
            f"{escape(info['summary'])}<br><code>{escape(', '.join(_short(self.fields)))}</code>"
        )


def _short(names: Sequence[str]) -> list[str]:
    most = 8
    return [*names[:most], f"… {len(names)} in all"] if len(names) > most else list(names)


def _remade(spec: str, options: dict[str, Any]) -> Rater:
    return Rater(spec, **options)


def _name_of(spec: str) -> str:
    """What stands in front of a setting."""
    head, equals, _ = spec.partition("=")
    if equals and ":" not in head:
        return head
    if ":" in spec:
        raise ValueError(f"settings are of a rater with a name: NAME={spec}")
    return spec


def _one_text(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not a {type(text).__name__}")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text


def _texts_and_kind(data: Any) -> tuple[Any, Any]:
    """The texts as an Arrow array, and what turns a table into what the caller has."""
    no_list = isinstance(data, (str, bytes, Mapping, Set)) or not isinstance(data, Iterable)
    if no_list or hasattr(data, "columns") or hasattr(data, "column_names"):
        raise TypeError(f"texts: give a list or a column of texts, not a {type(data).__name__}")
    if _frames._is_of(data, "pandas", "Series"):

        def as_pandas(table: pa.Table) -> Any:
            frame = table.to_pandas()
            frame.index = data.index
            return frame

        return _frames.pandas_texts(data, "texts"), as_pandas
    if _frames._is_of(data, "polars", "Series"):
        import polars

        frame = _frames.PolarsFrame(polars.DataFrame({"texts": data}))
        return frame.texts("texts"), frame.given_out
    if isinstance(data, (pa.Array, pa.ChunkedArray)):
        return _frames._arrow_texts(data, "texts"), lambda table: table
    return _frames.texts(data, "texts"), lambda table: table


RaterLike = str | os.PathLike[str] | Rater
RatersLike = RaterLike | Sequence[RaterLike]


def raters_of(given: RatersLike, settings: Settings | None, options: Mapping[str, Any], use: str | None = None) -> list[_core.Rater]:
    """Specs and raters, in the order in which they are given, as the command's --raters; none that `use` forbids."""
    made = _made(given, settings, options)
    _core.check_use(made, use or "")
    return made


def _made(given: RatersLike, settings: Settings | None, options: Mapping[str, Any]) -> list[_core.Rater]:
    each: list[RaterLike] = [given] if isinstance(given, (str, os.PathLike, Rater)) else list(given)
    specs = [os.fspath(rater) for rater in each if not isinstance(rater, Rater)]
    made = iter(_core.make_raters(specs, _settings_text(settings), dict(options)) if specs else [])
    if len(specs) == len(each):
        return list(made)
    if any("," in spec for spec in specs):
        raise ValueError("beside a Rater, give each spec alone: [rater, 'vader', 'pattern']")
    return [rater._core if isinstance(rater, Rater) else next(made) for rater in each]


def raters() -> Any:
    """Who there is: a pyarrow Table of name, what stands behind its colon, whether its files are here, and a line."""
    return pa.Table.from_pylist(_core.rater_entries())
