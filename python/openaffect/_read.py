"""One text, read by several raters."""

from __future__ import annotations

from html import escape
from typing import Any

from openaffect import _core
from openaffect._rater import RatersLike, Settings, _one_text, raters_of

_GREEN, _RED = "#2e9e5b", "#d0453c"


class Reading:
    """What raters say of a text: `reading["vader"]["compound"]`. In a notebook with bars and marked words."""

    def __init__(self, text: str, readings: dict[str, dict[str, Any]]) -> None:
        self.text = text
        self.readings = readings

    def __getitem__(self, rater: str) -> dict[str, Any]:
        return self.readings[rater]

    def __iter__(self) -> Any:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def to_dict(self) -> dict[str, Any]:
        """As one line of `openaffect read --json`."""
        return {"text": self.text, "readings": self.readings}

    def __repr__(self) -> str:
        width = max(map(len, self.readings), default=0)
        lines = [f"  {name:<{width}}  {_line(reading)}" for name, reading in self.readings.items()]
        return "\n".join([self.text, *lines])

    def _repr_html_(self) -> str:
        blocks = "".join(_block(name, reading) for name, reading in self.readings.items())
        return f'<div style="font-family:sans-serif"><p style="font-size:1.15em">{self._marked()}</p>{blocks}</div>'

    def _marked(self) -> str:
        weights = [0.0] * len(self.text)
        for reading in self.readings.values():
            for word in reading["evidence"]:
                for place in range(word["start"], min(word["end"], len(weights))):
                    weights[place] = weights[place] or word["weight"]
        html, place = "", 0
        while place < len(weights):
            end = place
            while end < len(weights) and weights[end] == weights[place]:
                end += 1
            run = escape(self.text[place:end])
            if weights[place]:
                colour = _GREEN if weights[place] > 0 else _RED
                run = f'<mark style="background:{colour}33;border-bottom:2px solid {colour}" title="{weights[place]:+.3g}">{run}</mark>'
            html += run
            place = end
        return html


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _decisions(reading: dict[str, Any]) -> list[str]:
    named = []
    for field, value in reading.items():
        if field in ("status", "evidence"):
            continue
        if isinstance(value, str):
            named.append(value)
        elif isinstance(value, list) and all(isinstance(label, str) for label in value):
            named.append(", ".join(value) or "none")
    return named


def _numbers(reading: dict[str, Any]) -> dict[str, float]:
    return {field: value for field, value in reading.items() if _is_number(value)}


def _line(reading: dict[str, Any]) -> str:
    most = 6
    numbers = sorted(_numbers(reading).items(), key=lambda pair: "." in pair[0] and -pair[1])
    parts = [f"{name} {value:.4g}" for name, value in numbers[:most]] + (["…"] if len(numbers) > most else [])
    status = [] if reading["status"] == "ok" else [reading["status"]]
    return "  ".join([", ".join(status + _decisions(reading)), *parts])


def _block(name: str, reading: dict[str, Any]) -> str:
    numbers = _numbers(reading)
    most = 8
    shown = sorted(numbers.items(), key=lambda pair: -abs(pair[1]))[:most] if len(numbers) > most else list(numbers.items())
    rows = "".join(_bar(field, value) for field, value in shown)
    said = ", ".join(([] if reading["status"] == "ok" else [reading["status"]]) + _decisions(reading))
    more = f"<tr><td colspan=3><i>… of {len(numbers)}</i></td></tr>" if len(numbers) > most else ""
    return f'<p style="margin:.4em 0 0"><b>{escape(name)}</b> {escape(said)}</p><table style="border:0">{rows}{more}</table>'


def _bar(field: str, value: float) -> str:
    """Of -1..1, from the middle."""
    length = min(1.0, abs(value)) * 50
    left = 50 - length if value < 0 else 50
    colour = _RED if value < 0 else _GREEN
    bar = (
        '<div style="position:relative;width:120px;height:.8em;background:#8883">'
        f'<div style="position:absolute;left:{left:.1f}%;width:{length:.1f}%;height:100%;background:{colour}"></div></div>'
    )
    return f"<tr><td>{escape(field)}</td><td>{bar}</td><td style='text-align:right'>{value:.3f}</td></tr>"


def read(
    text: str,
    *,
    raters: RatersLike | None = None,
    settings: Settings | None = None,
    use: str | None = None,
    precision: str | None = None,
    device: str | None = None,
    embed: bool | None = None,
) -> Reading:
    """Reads the emotion of a text, with the words that decided.

    raters    by default vader, pattern, and text where it is installed
    settings  {"pattern.opinion.cuts": [.4, .6]}, as --set
    use       "commercial" refuses raters whose licence class is not open, as --use
    Others as of `Rater`.
    """
    options = {"precision": precision, "device": device, "embed": embed}
    text = _one_text(text)
    who = raters_of(_core.default_readers() if raters is None else raters, settings, options, use)
    return Reading(text, {str(rater.info["name"]): rater.read(text) for rater in who})
