"""openaffect.metrics against scikit-learn and scipy on random input."""

import math

import numpy as np
import pandas as pd
import pytest
import scipy.stats
import sklearn.metrics as theirs
from openaffect import metrics as ours

RANDOM = np.random.default_rng(7)
LABELS = np.array(["anger", "fear", "joy", "sadness"])
TRUE, PREDICTED = LABELS[RANDOM.integers(0, 4, 300)], LABELS[RANDOM.integers(0, 4, 300)]
X, Y = RANDOM.normal(size=200), RANDOM.normal(size=200)
PROBABILITIES = RANDOM.dirichlet(np.ones(4), 300)
SETS_TRUE, SETS_PREDICTED = RANDOM.integers(0, 2, (200, 5)), RANDOM.integers(0, 2, (200, 5))

PAIRS = {
    "accuracy": (ours.accuracy, theirs.accuracy_score, {}),
    "balanced_accuracy": (ours.balanced_accuracy, theirs.balanced_accuracy_score, {}),
    "macro_f1": (ours.macro_f1, theirs.f1_score, {"average": "macro"}),
    "micro_f1": (ours.micro_f1, theirs.f1_score, {"average": "micro"}),
    "weighted_f1": (ours.weighted_f1, theirs.f1_score, {"average": "weighted"}),
    "precision": (ours.precision, theirs.precision_score, {"average": "macro"}),
    "recall": (ours.recall, theirs.recall_score, {"average": "macro"}),
    "mcc": (ours.mcc, theirs.matthews_corrcoef, {}),
    "cohen_kappa": (ours.cohen_kappa, theirs.cohen_kappa_score, {}),
}


@pytest.mark.parametrize("name", PAIRS)
def test_labels(name):
    mine, other, more = PAIRS[name]
    assert mine(TRUE, PREDICTED) == pytest.approx(other(TRUE, PREDICTED, **more), abs=1e-12)
    numbers = {label: place for place, label in enumerate(LABELS)}
    assert mine([numbers[x] for x in TRUE], pd.Series([numbers[x] for x in PREDICTED])) == mine(TRUE, PREDICTED)


@pytest.mark.parametrize("weights", ["linear", "quadratic"])
def test_weighted_kappa(weights):
    grades = [RANDOM.integers(0, 5, 300).tolist() for _ in range(2)]
    assert ours.cohen_kappa(*grades, weights=weights) == pytest.approx(theirs.cohen_kappa_score(*grades, weights=weights), abs=1e-12)


def test_f1_of_each_label():
    wanted = dict(zip(LABELS, theirs.f1_score(TRUE, PREDICTED, average=None)))
    assert ours.f1(TRUE, PREDICTED) == pytest.approx(wanted, abs=1e-12)


def test_several_labels():
    assert ours.hamming_loss(SETS_TRUE, SETS_PREDICTED, labels=range(5)) == pytest.approx(theirs.hamming_loss(SETS_TRUE, SETS_PREDICTED), abs=1e-12)
    assert ours.subset_accuracy(SETS_TRUE, SETS_PREDICTED) == pytest.approx(theirs.accuracy_score(SETS_TRUE, SETS_PREDICTED), abs=1e-12)
    assert ours.macro_f1(SETS_TRUE, SETS_PREDICTED) == pytest.approx(theirs.f1_score(SETS_TRUE, SETS_PREDICTED, average="macro"), abs=1e-12)
    lists = [[[str(place) for place in np.flatnonzero(row)] for row in side] for side in (SETS_TRUE, SETS_PREDICTED)]
    assert ours.macro_f1(*lists) == pytest.approx(ours.macro_f1(SETS_TRUE, SETS_PREDICTED), abs=1e-12)
    assert ours.jaccard([["a"], ["a", "b"]], [["a"], ["b"]]) == pytest.approx(0.75)  # (1 + 1/2) / 2


def test_numbers():
    assert ours.pearson(X, Y) == pytest.approx(scipy.stats.pearsonr(X, Y)[0], abs=1e-12)
    assert ours.spearman(X, Y) == pytest.approx(scipy.stats.spearmanr(X, Y)[0], abs=1e-12)
    assert ours.kendall_tau(X, Y) == pytest.approx(scipy.stats.kendalltau(X, Y)[0], abs=1e-12)
    assert ours.rmse(X, Y) == pytest.approx(theirs.root_mean_squared_error(X, Y), abs=1e-12)
    assert ours.mae(X, Y) == pytest.approx(theirs.mean_absolute_error(X, Y), abs=1e-12)
    assert ours.r2(X, Y) == pytest.approx(theirs.r2_score(X, Y), abs=1e-12)
    # Shifted by one: 2 * (2/3) / (2/3 + 2/3 + 1)
    assert ours.ccc([1, 2, 3], [2, 3, 4]) == pytest.approx(4 / 7, abs=1e-12)


def test_probabilities():
    assert ours.log_loss(TRUE, PROBABILITIES) == pytest.approx(theirs.log_loss(TRUE, PROBABILITIES), abs=1e-12)
    assert ours.roc_auc(TRUE, PROBABILITIES) == pytest.approx(theirs.roc_auc_score(TRUE, PROBABILITIES, multi_class="ovr"), abs=1e-12)
    hot = TRUE[:, None] == LABELS
    assert ours.average_precision(TRUE, PROBABILITIES) == pytest.approx(theirs.average_precision_score(hot, PROBABILITIES), abs=1e-12)
    assert ours.brier(TRUE, PROBABILITIES) == pytest.approx(((PROBABILITIES - hot) ** 2).sum(axis=1).mean(), abs=1e-12)
    assert 0 <= ours.ece(TRUE, PROBABILITIES) <= 1 and 0 <= ours.aurc(TRUE, PROBABILITIES) <= 1
    with pytest.raises(ValueError, match="say which with labels"):
        ours.log_loss(["joy", "fear"], PROBABILITIES[:2])
    assert ours.log_loss(["joy", "fear"], PROBABILITIES[:2], labels=LABELS.tolist()) > 0


def test_distributions():
    a, b = RANDOM.dirichlet(np.ones(4), (2, 50))
    assert ours.kl(a, b) == pytest.approx(scipy.stats.entropy(a, b, axis=1).mean(), abs=1e-9)
    assert ours.total_variation(a, b) == pytest.approx(np.abs(a - b).sum(axis=1).mean() / 2, abs=1e-9)
    assert ours.js(a, a) == pytest.approx(0, abs=1e-9)


def test_texts():
    assert ours.bleu(["the cat sat on the mat"], ["the cat sat on the mat"]) == pytest.approx(100)
    assert ours.rouge_l([["a b c", "x"]], ["a b c"]) == pytest.approx(1)
    assert 0 < ours.chrf(["the cat"], ["the hat"]) < 100


def test_alpha():
    """Krippendorff 2011, C: nominal data with missing values: 0.743."""
    n = None
    ratings = [[1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3], [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n]]
    assert ours.krippendorff_alpha(ratings) == pytest.approx(0.743, abs=5e-4)
    assert ours.krippendorff_alpha(ratings, level="ordinal") == pytest.approx(0.815, abs=5e-4)
    assert ours.krippendorff_alpha(np.array(ratings, dtype=float), level="interval") == pytest.approx(0.849, abs=5e-4)


def test_undefined_is_nan():
    assert math.isnan(ours.pearson([1, 1, 1], [1, 2, 3]))
    assert math.isnan(ours.ccc([], []))


LABEL_METRICS = ["accuracy", "balanced_accuracy", "macro_f1", "micro_f1", "weighted_f1", "precision", "recall", "mcc", "cohen_kappa"]
SET_METRICS = ["jaccard", "hamming_loss", "subset_accuracy"]
PROBABILITY_METRICS = ["log_loss", "brier", "ece", "aurc", "roc_auc", "average_precision"]


@pytest.mark.parametrize("name", ours.__all__)
def test_nothing_is_nan(name):
    """No items: NaN, or no labels, and nothing raised."""
    metric = getattr(ours, name)
    if name == "f1":
        assert metric([], []) == {}
    elif name in PROBABILITY_METRICS or name in ("kl", "js", "cross_entropy", "total_variation"):
        sides = ([] if name in PROBABILITY_METRICS else np.empty((0, 3)), np.empty((0, 3)))
        assert math.isnan(metric(*sides))
    elif name != "krippendorff_alpha":
        assert math.isnan(metric([], []))


@pytest.mark.parametrize("name", SET_METRICS)
def test_several_labels_are_lists(name):
    metric = getattr(ours, name)
    assert math.isnan(metric([[]], [[]])) or metric([[]], [[]]) in (0, 1)
    with pytest.raises(ValueError, match="2 items of y_true and 1 of y_pred"):
        metric([["a"], ["b"]], [["a"]])
    for wrong in (["joy"], [None], [3]):
        with pytest.raises(TypeError, match=f"item 0 is a {type(wrong[0]).__name__}, not several labels"):
            metric(wrong, wrong)


def test_a_missing_prediction_is_wrong():
    for missing in (None, float("nan"), pd.NA, np.float64("nan")):
        assert ours.accuracy(["joy", "joy"], ["joy", missing]) == 0.5
    assert ours.accuracy(pd.Series(["joy", "joy"], dtype="string"), pd.Series(["joy", None], dtype="string")) == 0.5


def test_what_does_not_fit():
    with pytest.raises(ValueError, match="2 items of y_true and 1 of y_pred"):
        ours.accuracy(["a", "b"], ["a"])
    with pytest.raises(ValueError, match="none of the labels"):
        ours.macro_f1(["a"], ["b"], labels=["a"])
    with pytest.raises(ValueError, match="weights"):
        ours.cohen_kappa(["a"], ["a"], weights="cubic")
    with pytest.raises(ValueError, match="one shape"):
        ours.kl([[0.5, 0.5]], [[1.0]])
