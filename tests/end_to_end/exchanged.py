"""Data sets of other tools that the exchange tests make, and what reads them back."""

import json
import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")

import pytest

from conftest import run


def convert(*arguments, code=0, **options):
    """Runs `data convert`; returns what it says on stderr."""
    return run("data", "convert", *arguments, code=code, **options).stderr.decode()


def left_out(output):
    """The notes of the summary beside an output."""
    return json.loads(output.with_name(output.name + ".summary.json").read_text())["left_out"]


def load_audformat(folder):
    audformat = pytest.importorskip("audformat")
    return audformat.Database.load(str(folder), load_data=True)


def load_hub(folder, cache, config=None):
    datasets = pytest.importorskip("datasets")
    return datasets.load_dataset(str(folder), config, cache_dir=str(cache))
