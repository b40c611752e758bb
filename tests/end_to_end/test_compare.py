"""`openaffect compare`: paired tests against scipy and statsmodels, ties, one family, what is refused."""

import itertools
import json
import random

import numpy as np
import pytest
import scipy.stats
import sklearn.metrics as sk
from conftest import run
from scored_tables import message, results, row_of, write
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

LABELS = ["anger", "fear", "joy"]
FEW = ["--resamples", "200"]


def systems(folder, count=150, right=(0.75, 0.65, 0.6), seed=1, suffix=".jsonl"):
    """Files a, b, c … and gold; [gold, a, b, c …] as lists."""
    rng = random.Random(seed)
    gold = [rng.choice(LABELS) for _ in range(count)]
    columns = [gold]
    write(folder / f"gold{suffix}", [{"id": n, "label": label} for n, label in enumerate(gold)])
    for name, rate in zip("abcdef", right):
        columns.append([label if rng.random() < rate else rng.choice(LABELS) for label in gold])
        write(folder / f"{name}{suffix}", [{"id": n, "label": label} for n, label in enumerate(columns[-1])])
    files = [folder / f"{name}{suffix}" for name, _ in zip("abcdef", right)]
    return [*files, "--gold", folder / f"gold{suffix}"], columns


def macro_f1(gold, predicted):
    """As scikit-learn, and a hundred times as fast on two dozen items."""
    labels = set(gold) | set(predicted)
    both = lambda label: sum(g == label == p for g, p in zip(gold, predicted))
    return sum(2 * both(label) / (gold.count(label) + predicted.count(label)) for label in labels) / len(labels)


def test_a_permutation_test_of_scipy(tmp_path):
    files, (gold, a, b) = systems(tmp_path, right=(0.75, 0.65))
    right = lambda said: np.array([float(x == y) for x, y in zip(gold, said)])
    pair = row_of(results("compare", *files, "--metric", "accuracy"), "accuracy", "a", "b")
    theirs = scipy.stats.permutation_test((right(a) - right(b),), lambda x, axis: np.mean(x, axis=axis), permutation_type="samples",
                                          vectorized=True, n_resamples=5_000, random_state=1)  # of one sample: signs
    assert pair["difference"] == pytest.approx(np.mean(right(a) - right(b)), abs=1e-12)
    assert pair["p"] == pytest.approx(theirs.pvalue, abs=.025)
    assert pair["test"] == "paired_permutation" and pair["value"] == pytest.approx(np.mean(right(a)))
    boot = [np.mean((right(a) - right(b))[np.random.default_rng(s).integers(0, len(gold), len(gold))]) for s in range(4000)]
    assert pair["ci"] == pytest.approx(np.quantile(boot, [.025, .975]).tolist(), abs=.012)


def test_a_permutation_test_of_macro_f1_seen_whole(tmp_path):
    """Nine items differ: 512 swaps, each seen once."""
    files, (gold, a, b) = systems(tmp_path, count=24, right=(0.9, 0.5), seed=3)
    differ = [n for n in range(len(gold)) if a[n] != b[n]]
    assert 5 <= len(differ) <= 13
    assert macro_f1(gold, a) == pytest.approx(sk.f1_score(gold, a, average="macro"), abs=1e-12)
    observed = abs(macro_f1(gold, a) - macro_f1(gold, b))
    reached = 0
    for swap in itertools.product([False, True], repeat=len(differ)):
        x, y = list(a), list(b)
        for n, swapped in zip(differ, swap):
            if swapped:
                x[n], y[n] = y[n], x[n]
        reached += abs(macro_f1(gold, x) - macro_f1(gold, y)) >= observed - 1e-12
    pair = row_of(results("compare", *files, "--metric", "macro_f1"), "macro_f1", "a", "b")
    assert pair["p"] == pytest.approx(reached / 2 ** len(differ), abs=1e-12)


def test_a_permutation_of_numbers_by_speaker(tmp_path):
    rng = np.random.default_rng(4)
    speaker = np.repeat(np.arange(12), 10)
    gold = rng.normal(size=120)
    a, b = gold + rng.normal(size=120) * .6, gold + rng.normal(size=120) * .9 + rng.normal(size=12)[speaker] * .2
    write(tmp_path / "gold.csv", [{"id": n, "speaker": f"s{speaker[n]}", "valence": gold[n]} for n in range(120)])
    for name, values in (("a", a), ("b", b)):
        write(tmp_path / f"{name}.csv", [{"id": n, "valence": values[n]} for n in range(120)])
    pearson = lambda x: np.corrcoef(gold, x)[0, 1]
    observed, reached = abs(pearson(a) - pearson(b)), 0
    for swap in itertools.product([False, True], repeat=12):
        mask = np.array(swap)[speaker]
        reached += abs(pearson(np.where(mask, b, a)) - pearson(np.where(mask, a, b))) >= observed - 1e-12
    rows = results("compare", tmp_path / "a.csv", tmp_path / "b.csv", "--gold", tmp_path / "gold.csv", "--scheme", "vad", "--metric", "pearson")
    assert row_of([row for row in rows if row["label"] == "valence"], "pearson", "a", "b")["p"] == pytest.approx(reached / 4096, abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_mcnemar_is_exact(tmp_path, seed):
    files, (gold, a, b) = systems(tmp_path, count=60, right=(0.8, 0.5), seed=seed)
    only = [sum(x == g != y for g, x, y in zip(gold, *pair)) for pair in ((a, b), (b, a))]
    pair = row_of(results("compare", *files, "--metric", "accuracy", "--test", "mcnemar", *FEW), "accuracy", "a", "b")
    assert pair["p"] == pytest.approx(mcnemar([[0, only[0]], [only[1], 0]], exact=True).pvalue, abs=1e-12)
    assert pair["p"] == pytest.approx(scipy.stats.binomtest(only[0], sum(only)).pvalue, abs=1e-12)
    assert pair["test"] == "mcnemar_exact"


def test_holm_over_all_tests_that_are_printed(tmp_path):
    files, _ = systems(tmp_path)
    rows = [row for row in results("compare", *files, "--metric", "accuracy,macro_f1,mcc", *FEW) if "p" in row]
    assert len(rows) == 9 and {row["family"] for row in rows} == {9}
    theirs = multipletests([row["p"] for row in rows], method="holm")[1]
    assert [row["p_adjusted"] for row in rows] == pytest.approx(theirs.tolist(), abs=1e-12)
    assert [(row["system"], row["against"]) for row in rows[::3]] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_tie_is_called_one(tmp_path):
    files, _ = systems(tmp_path, right=(0.7,))
    for test in ("permutation", "bootstrap"):
        rows = results("compare", files[0], *files, "--test", test, *FEW)
        pairs = [row for row in rows if "p" in row and row["value"] is not None]
        assert pairs and all(row["p"] == row["p_adjusted"] == 1 and row["difference"] == 0 and row["note"] == "a tie" for row in pairs)
    text = run("compare", files[0], *files, "--metric", "accuracy", *FEW).stdout.decode()
    assert "a tie" in text


def test_what_is_not_significant_says_what_could_be_shown(tmp_path):
    files, (gold, a, b) = systems(tmp_path, right=(0.7, 0.69), seed=2)
    pair = row_of(results("compare", *files, "--metric", "accuracy"), "accuracy", "a", "b")
    apart = np.array([(x == g) - float(y == g) for g, x, y in zip(gold, a, b)])
    shown = float(pair["note"].split("could show ")[1].split()[0])
    assert pair["p"] > .05 and shown == pytest.approx((1.959964 + .841621) * apart.std() / len(gold) ** .5, rel=.04)


def test_the_table(tmp_path):
    files, _ = systems(tmp_path)
    done = run("compare", *files, "--metric", "macro_f1", "--labels", "scheme", *FEW)
    figures, tests = done.stdout.decode().split("\n\n")
    assert [line.split()[0] for line in figures.splitlines()] == ["system", "a", "b", "c"] and "against" not in figures
    assert tests.splitlines()[0].split()[:5] == ["system", "against", "metric", "value", "difference"]
    assert max(map(len, done.stdout.decode().splitlines())) <= 110
    assert message(done).count("predictions in column label; gold in column label of gold.jsonl; 150 items by id; kind classes") == 3


def test_the_folder(tmp_path):
    files, _ = systems(tmp_path, count=10)
    run("compare", *files, "-o", tmp_path / "out", *FEW)
    samples = [json.loads(line) for line in (tmp_path / "out/samples.jsonl").read_text().splitlines()]
    assert len(samples) == 30 and {sample["system"] for sample in samples} == {"a", "b", "c"}
    assert json.loads((tmp_path / "out/result.json").read_text())["results"]
    assert (tmp_path / "out/report.html").stat().st_size > 10_000


def test_only_some_rows(tmp_path):
    files, (gold, a, b) = systems(tmp_path, right=(0.75, 0.65))
    write(tmp_path / "gold.jsonl", [{"id": n, "label": label, "split": "test" if n < 50 else "train"} for n, label in enumerate(gold)])
    rows = results("compare", *files, "--metric", "accuracy", "--where", "split=test", *FEW)
    assert {row["n_items"] for row in rows} == {50}
    assert row_of(rows, "accuracy", "a")["value"] == pytest.approx(sk.accuracy_score(gold[:50], a[:50]))


def refused(code, words, *arguments):
    done = run("compare", *arguments, *FEW, code=code)
    assert words in message(done), message(done)
    assert done.stdout == b""


def test_what_is_refused(tmp_path):
    files, (gold, a, _) = systems(tmp_path, right=(0.75, 0.65))
    refused(2, "compare takes two or more tables", files[0], *files[2:])
    refused(1, "--metric accuracy --cluster none", *files, "--test", "mcnemar")
    refused(2, "did you mean 'permutation'", *files, "--test", "permutaton")
    refused(2, "did you mean 'accuracy'", *files, "--metric", "acuracy")
    write(tmp_path / "b.jsonl", [{"id": n, "label": label} for n, label in enumerate(a[:-1])])
    refused(1, "1 of its ids are not in", *files)
    rows = results("compare", *files, "--allow-missing", "--metric", "accuracy", *FEW)
    assert {row["n_items"] for row in rows} == {149}


def test_systems_that_did_not_answer(tmp_path):
    files, _ = systems(tmp_path, count=6, right=(0.75, 0.65))
    write(tmp_path / "b.jsonl", [{"id": n, "label": None} for n in range(6)])
    rows = results("compare", *files, "--metric", "accuracy", *FEW)
    assert row_of(rows, "accuracy", "b")["reason"] == "not_rated"


def test_constant_predictions_have_no_test(tmp_path):
    rng = random.Random(1)
    for name, value in (("gold", None), ("a", None), ("b", .5)):
        write(tmp_path / f"{name}.csv", [{"id": n, "polarity": value if value is not None else rng.random()} for n in range(20)])
    rows = results("compare", tmp_path / "a.csv", tmp_path / "b.csv", "--gold", tmp_path / "gold.csv", "--scheme", "polarity",
                   "--metric", "pearson,mae", *FEW)
    pair = row_of(rows, "pearson", "a", "b")
    assert (pair["difference"], pair["p"], pair["p_adjusted"], pair["ci"], pair["reason"]) == (None, None, None, None, "undefined_difference")
    assert row_of(rows, "mae", "a", "b")["family"] == 1
    text = run("compare", tmp_path / "a.csv", tmp_path / "b.csv", "--gold", tmp_path / "gold.csv", "--scheme", "polarity", *FEW).stdout.decode()
    assert "undefined_difference: one of the two figures is undefined" in text
