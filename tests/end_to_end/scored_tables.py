"""Tables with gold and predictions for the tests of `evaluate` and `compare`, and the figures that the command prints of them."""

import csv
import json
import random

from conftest import run


def write(path, rows):
    """[{column: value}] as csv or jsonl, by the name's ending; lists are JSON in a csv."""
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({name: json.dumps(cell) if isinstance(cell, list) else cell for name, cell in row.items()} for row in rows)
    return path


def results(verb, *arguments, **how):
    """The rows of --json."""
    return json.loads(run(verb, *arguments, "--json", **how).stdout)["results"]


def figures(rows):
    """{metric: value} of rows against gold, {(metric, label): value} of their parts."""
    found = {}
    for row in rows:
        if "difference" in row:
            continue
        found[row["metric"]] = row["value"]
        for label, part in (row["per_label"] or {}).items():
            found[row["metric"], label] = part["value"]
    return found


def row_of(rows, metric, system=None, against="gold"):
    [row] = [row for row in rows if row["metric"] == metric and row["against"] == against and system in (None, row["system"])]
    return row


def random_classes(count, labels, seed, right=0.6):
    """[(gold, predicted)]"""
    rng = random.Random(seed)
    pairs = []
    for _ in range(count):
        gold = rng.choice(labels)
        pairs.append((gold, gold if rng.random() < right else rng.choice(labels)))
    return pairs


def message(done):
    return done.stderr.decode()
