"""Where the package, the command and data are. The package is that of the build (build/release/python), unless one is
installed beside pytest: OPENAFFECT_INSTALLED=1 tests that."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build/release"
INSTALLED = os.environ.get("OPENAFFECT_INSTALLED") == "1"
if not INSTALLED:
    sys.path.insert(0, str(BUILD / "python"))
    os.environ.setdefault("OPENAFFECT_SHARE", str(ROOT / ".cache/share/openaffect"))
    os.environ["PYTHONPATH"] = str(BUILD / "python")  # of the processes that tests start
COMMAND = os.environ.get("OPENAFFECT_COMMAND", str(BUILD / "bin/openaffect"))
HUMAN_RATED = ROOT / ".cache/human_rated.csv"
MINILM = ROOT / ".cache/minilm"
RATINGS = ROOT / "examples/ratings"


def run(*arguments, code=0, stdin=None, cwd=None):
    """Runs the command; asserts its exit code; returns what it printed."""
    done = subprocess.run([COMMAND, *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, timeout=600)
    assert done.returncode == code, f"exit code {done.returncode}, wanted {code}\n{done.stderr.decode()}"
    return done.stdout.decode()


def results_of_command(*arguments):
    return json.loads(run(*arguments, "--json"))["results"]


def python(script, **keywords):
    """A Python of its own; returns the finished process."""
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300, **keywords)


def opened(spec):
    """The rater, or a skip that says why it is not here."""
    import openaffect as oa

    try:
        return oa.Rater(spec)
    except oa.NotFoundError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def texts():
    """The first human-rated texts of the VADER paper."""
    import csv

    with open(HUMAN_RATED, encoding="utf-8", newline="") as file:
        return [row["text"] for _, row in zip(range(3000), csv.DictReader(file))]
