"""docs/tour.md and docs/agree.md, as a reader types them: each ```sh and ```console block in order, in one empty folder.

```sh blocks are whole scripts that have to end well. In ```console blocks a line with "$ " is typed, and the lines below
it are what it prints, stdout and stderr together: a line "…" stands for any lines, "…" inside a line for any text. It ends
well unless it prints "error: …". Where the page prints nothing below a command, its output is not looked at.
"""

import os
import pathlib
import re
import subprocess

import pytest
from conftest import COMMAND, ROOT

TOUR = (ROOT / "docs/tour.md").read_text()


def blocks(page):
    """[(language, lines)] of every fenced block."""
    return [(language, body.splitlines()) for language, body in re.findall(r"^```(\w*)\n(.*?)^```$", page, re.S | re.M)]


def commands(lines):
    """[(typed, the lines below it)] of a console block."""
    found = []
    for line in lines:
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def pattern(lines):
    parts = [r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n" for line in lines]
    return "".join(parts)


def agrees(printed, lines):
    return re.fullmatch(pattern(lines), printed) is not None


def type_line(line, folder):
    environment = {**os.environ, "PATH": f"{pathlib.Path(COMMAND).parent}:{os.environ['PATH']}"}
    return subprocess.run(["bash", "-c", f"set -eo pipefail\n{line}"], cwd=folder, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=600)


def test_the_comparison_itself():
    assert agrees("a\nb\nc\n", ["a", "…", "c"]) and agrees("a\nc\n", ["a", "…", "c"]) and agrees("3 rows in 2 s\n", ["3 rows in …"])
    assert not agrees("a\nb\n", ["a"]) and not agrees("a\n", ["a", "b"]) and not agrees("axc\n", ["a.c"])
    assert commands(["$ one", "x", "$ two"]) == [("one", ["x"]), ("two", [])]


def run_page(page, folder):
    """How many commands of the page ran."""
    ran = 0
    for language, lines in blocks(page):
        if language == "sh":
            done = type_line("\n".join(lines), folder)
            assert done.returncode == 0, f"{lines}\n{done.stdout}"
            ran += 1
        for typed, wanted in commands(lines) if language == "console" else []:
            done = type_line(typed, folder)
            assert not wanted or agrees(done.stdout, wanted), f"$ {typed}\n{done.stdout}"
            refused = bool(wanted) and wanted[0].startswith("error: ")
            assert (done.returncode != 0) == refused, f"$ {typed}\nexit code {done.returncode}\n{done.stdout}"
            ran += 1
    return ran


def test_the_tour(tmp_path):
    assert run_page(TOUR, tmp_path) >= 15


def test_the_page_about_agreement(tmp_path):
    assert run_page((ROOT / "docs/agree.md").read_text(), tmp_path) >= 6


def test_every_verb_is_shown():
    """A verb that is added gets its place in the tour."""
    text = subprocess.run([COMMAND, "--help"], capture_output=True, text=True, check=True).stdout
    for line in text.split("Verbs:\n")[1].splitlines():
        if line.startswith("  "):
            assert f"openaffect {line.split()[0]}" in TOUR, line


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")) + ["../README.md"])
def test_links_between_pages_lead_somewhere(page):
    path = ROOT / "docs" / page
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text()):
        assert (path.parent / target).exists(), f"{page}: {target}"


def test_the_readme(tmp_path):
    """Its commands as printed, in a folder that looks like a checkout; `./dev run` is the built command."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / ".cache").symlink_to(ROOT / ".cache")
    (tmp_path / "dev").write_text(f'#!/bin/sh\nshift\nexec "{COMMAND}" "$@"\n')
    (tmp_path / "dev").chmod(0o755)
    lines = [line for language, body in blocks((ROOT / "README.md").read_text()) if language == "sh" for line in body]
    assert len(lines) >= 8
    for line in lines:
        done = type_line(line, tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stdout}"
    assert (tmp_path / "report.html").stat().st_size > 500_000
