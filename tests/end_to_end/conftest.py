"""Where the command is, where the data is, and how tests call the one on the other."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COMMAND = os.environ.get("OPENAFFECT_COMMAND", str(ROOT / "build/release/bin/openaffect"))
HUMAN_RATED = ROOT / ".cache/human_rated.csv"


def run(*arguments, code=0, stdin=None, cwd=None, environment=None, timeout=600, preexec=None):
    """Runs the command; asserts its exit code; returns the finished process with bytes."""
    done = subprocess.run([COMMAND, *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, timeout=timeout, preexec_fn=preexec,
                          env={**os.environ, **(environment or {})})
    assert code is None or done.returncode == code, f"exit code {done.returncode}, wanted {code}\n{done.stderr.decode()}"
    return done


@pytest.fixture(scope="session")
def data():
    folder = os.environ.get("OPENAFFECT_DATA", "")
    if not folder or not pathlib.Path(folder).is_dir():
        pytest.skip("needs OPENAFFECT_DATA, the folder of data sets")
    return pathlib.Path(folder)
