"""What may be said: labels, grades and numbers with their definitions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from openaffect import _core


@dataclass(frozen=True, eq=False)
class Scheme:
    """A closed list of what raters may say. Two are the same when id and version are."""

    id: str
    version: str
    title: str
    kind: str
    """categories, multi_categories, grades, numbers, open_words, free_text or track"""
    labels: tuple[str, ...]
    """ids of the labels, as they stand in tables; of grades from low to high"""
    fields: tuple[str, ...]
    """of a scheme of numbers: what they are called"""
    definitions: Mapping[str, str] = field(repr=False)
    """of labels and fields"""
    source: str = field(repr=False)
    licence: str = field(repr=False)
    json: Mapping[str, Any] = field(repr=False)
    """the whole scheme file (docs/schemes.md)"""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scheme) and (self.id, self.version) == (other.id, other.version)

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td><code>{escape(name)}</code></td><td>{escape(text)}</td></tr>" for name, text in self.definitions.items())
        return f"<b>{escape(self.id)}</b> {escape(self.version)}: {escape(self.title)}<br><i>{escape(self.source)}</i><table>{rows}</table>"


def _scheme_of(text: str) -> Scheme:
    data = json.loads(text)
    labels, fields = data.get("labels", []), data.get("fields", [])
    return Scheme(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        kind=data["kind"],
        labels=tuple(label["id"] for label in labels),
        fields=tuple(entry["id"] for entry in fields),
        definitions={entry["id"]: entry.get("definition", "") for entry in [*labels, *fields]},
        source=data.get("source", ""),
        licence=data.get("licence", ""),
        json=data,
    )


class _Schemes(Mapping[str, Scheme]):
    """The schemes that the program carries, by name."""

    def __getitem__(self, name: str) -> Scheme:
        return _scheme_of(_core.scheme_json(name))

    def get(self, name: str, default: Any = None) -> Any:
        """The scheme, or `default` where there is none of this name."""
        return self[name] if name in self else default

    def __iter__(self) -> Iterator[str]:
        return iter(_core.scheme_ids())

    def __len__(self) -> int:
        return len(_core.scheme_ids())

    def __contains__(self, name: object) -> bool:
        return name in _core.scheme_ids()

    def __repr__(self) -> str:
        return f"<schemes: {', '.join(self)}>"


schemes = _Schemes()
"""The schemes that the program carries: `schemes["goemotions28"].labels`."""
