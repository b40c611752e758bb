"""The package's types are right, its stub says what the extension has, and a user's program checks against both."""

import subprocess
import sys

from conftest import ROOT

USE = """
import openaffect as oa

reading: oa.Reading = oa.read("so glad", raters=["vader"])
labels: tuple[str, ...] = oa.schemes["ekman7"].labels
value: float | None = oa.agree("ratings.csv", unit="item", resamples=10).value("krippendorff_alpha")
rater = oa.Rater("vader", precision="int8")
name: str = rater.name
"""
WRONG = """
import openaffect as oa

oa.read(3)
oa.agree("ratings.csv", units="item")
"""


def mypy(*arguments):
    return subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, cwd=ROOT, timeout=600)


def test_package():
    done = mypy("mypy", "--config-file", "pyproject.toml", "--cache-dir", ".cache/mypy", "python/openaffect", "python/openaffect_command.py")
    assert done.returncode == 0, done.stdout


def test_stub_of_the_extension():
    done = mypy("mypy.stubtest", "--concise", "openaffect._core")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_users_program(tmp_path):
    settings = ["mypy", "--config-file", "pyproject.toml", "--cache-dir", ".cache/mypy"]
    (tmp_path / "use.py").write_text(USE)
    (tmp_path / "wrong.py").write_text(WRONG)
    right = mypy(*settings, str(tmp_path / "use.py"))
    assert right.returncode == 0, right.stdout
    wrong = mypy(*settings, str(tmp_path / "wrong.py"))
    assert wrong.stdout.count("error:") == 2, wrong.stdout
