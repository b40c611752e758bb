"""The notebook tour runs; the API page is that of the docstrings; README's names are there."""

import re
import subprocess
import sys

import nbformat
import openaffect as oa
import pytest
from conftest import ROOT
from nbclient import NotebookClient


def test_tour():
    notebook = nbformat.read(ROOT / "docs/python_tour.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells), "commit the notebook without outputs"
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    first = next(cell for cell in notebook.cells if cell.source.startswith("oa.read(videos.title[0])"))
    html = first.outputs[0]["data"]["text/html"]
    assert "<mark" in html and "vader" in html


def test_api_page_is_of_these_docstrings():
    done = subprocess.run([sys.executable, ROOT / "tools/make_python_api.py"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (ROOT / "docs/python_api.md").read_text(), "tools/make_python_api.py > docs/python_api.md"


@pytest.mark.parametrize("page", ["docs/python.md", "README.md"])
def test_pages_name_what_there_is(page):
    for name in re.findall(r"\boa\.(\w+)", (ROOT / page).read_text()):
        assert hasattr(oa, name), name


def test_everything_public_has_a_docstring():
    for name in oa.__all__:
        if name not in ("__version__", "schemes"):
            assert getattr(oa, name).__doc__, name
