"""Keywords are the command's flags: what one has and the other lacks stands here, with the reason."""

import inspect

import openaffect as oa
import pytest
from conftest import run

# Flags that are something else in Python, or nothing.
ELSEWHERE = {
    "help": "help()",
    "dry_run": "shows a plan on the terminal",
    "prepare_only": "hands the work to another machine",
    "set": "settings",
    "metric": "metrics, its other name",
    "type": "types, its other name",
    "json": "the results are data",
    "quiet": "progress",
    "verbose": "of messages",
    "no_color": "of the terminal",
    "no_colour": "of the terminal",
}
FORMAT = {"format"}  # the results have markdown, latex and rows
# Function, verb, flags that are nothing in Python, keywords that are no flags.
VERBS = {
    "label": (oa.label, ["label"], set(), {"data", "settings", "progress"}),
    "agree": (oa.agree, ["agree"], FORMAT, {"data", "progress"}),
    "evaluate": (oa.evaluate, ["evaluate"], FORMAT, {"predicted", "settings", "progress"}),
    "compare": (oa.compare, ["compare"], FORMAT, {"predicted", "progress"}),
    "train_text": (oa.train_text, ["train", "text"], set(), {"progress", "fit"}),
}


def flags_of(help_text):
    """Long names, as keywords have them; a line of an option begins with its names."""
    names = [name for line in help_text.splitlines() if line.startswith("  -") for name in line.split()[0].split(",")]
    return {name[2:].replace("-", "_") for name in names if name.startswith("--")}


@pytest.mark.parametrize("name", VERBS)
def test_keywords_are_the_flags(name):
    function, verb, elsewhere, ours = VERBS[name]
    text, _, of_training = run(*verb, "--help").partition("How it learns")  # by their names in **fit
    keywords = set(inspect.signature(function).parameters) - ours
    assert keywords == flags_of(text) - set(ELSEWHERE) - elsewhere
    assert bool(of_training) == (name == "train_text")
