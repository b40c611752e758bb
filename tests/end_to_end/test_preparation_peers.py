"""Character references against Python's html.unescape, names of emoji against unicodedata, through a probe program."""

import html
import html.entities
import json
import pathlib
import random
import subprocess
import unicodedata

import pytest

PROBE = pathlib.Path(__file__).resolve().parent.parent.parent / "build/release/bin/preparation_probe"
pytestmark = pytest.mark.skipif(not PROBE.exists(), reason="needs the probe, which is built with the unit tests")


def prepared(texts, *options):
    lines = "".join(json.dumps({"text": text, **dict.fromkeys(options, True)}) + "\n" for text in texts)
    done = subprocess.run([PROBE], input=lines.encode(), capture_output=True, timeout=600, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(texts, wanted, *options):
    different = [(text, ours, theirs) for text, ours, theirs in zip(texts, prepared(texts, *options), wanted, strict=True) if ours != theirs]
    assert not different, f"{len(different)} differ: {different[:5]}"


def twice(text):
    return html.unescape(html.unescape(text))


def test_every_name():
    texts = [f"a&{name}b" for name in html.entities.html5] + [f"&{name}" for name in html.entities.html5]
    check(texts, map(twice, texts), "entities")


def test_numbers():
    numbers = [*range(0x3000), *range(0xD700, 0xE100), *range(0xFD00, 0x10000), *range(0x10000, 0x110010, 251), 0x1FFFE, 0x10FFFF, 2**40]
    texts = [f"&#{number};" for number in numbers] + [f"&#x{number:X}z" for number in numbers]
    check(texts, map(twice, texts), "entities")


def test_random_pieces():
    draw = random.Random(1)
    pieces = ["&", "#", "x", "X", ";", "amp", "lt", "gt", "not", "notin", "39", "128", "1F600", "é", " ", "😀", "&amp;", "&quot", "a" * 33, "\n"]
    texts = ["".join(draw.choices(pieces, k=draw.randrange(9))) for _ in range(20_000)]
    check(texts, map(twice, texts), "entities")


def test_names_of_emoji():
    """Unicode 14 in Python 3.11: characters that are pictures in all versions."""
    blocks = [*range(0x1F300, 0x1F3FB), *range(0x1F400, 0x1F53E), *range(0x1F5FB, 0x1F650), *range(0x1F680, 0x1F6C6), *range(0x1F90C, 0x1F93B), *range(0x1F947, 0x1FA00), *map(ord, "☀☹☺❤♥✨⭐⌚⏰✅")]
    texts = [chr(value) for value in blocks if unicodedata.name(chr(value), "")]
    assert len(texts) > 900
    check([f"a{text}b" for text in texts], [f"a {unicodedata.name(text).lower()} b" for text in texts], "emoji")
