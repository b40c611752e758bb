"""The field's metrics on arrays, in scikit-learn's order of arguments: (y_true, y_pred).

The figures are those of `openaffect.evaluate`, without intervals; docs/metrics.md has the formulas. NaN where a figure is
undefined, and never 0 instead.

    from openaffect import metrics
    metrics.macro_f1(["joy", "anger"], ["joy", "joy"])
    metrics.ccc([.1, .5, .9], [.2, .4, .8])

Labels may be texts or numbers; several labels an item are lists, sets or rows of a matrix of 0 and 1. A predicted label
that is None is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from openaffect import _core
from openaffect._frames import is_missing

_Items = Sequence[Any] | npt.NDArray[Any]
_Scores = list[tuple[str, str, float, str]]
_NO_LABEL = -1


def _overall(scores: _Scores, metric: str) -> float:
    return next((value for name, label, value, _ in scores if name == metric and not label), math.nan)


def _by_label(scores: _Scores, metric: str) -> dict[str, float]:
    return {label: value for name, label, value, _ in scores if name == metric and label}


def _same_length(a: _Items, b: _Items) -> None:
    if len(a) != len(b):
        raise ValueError(f"{len(a)} items of y_true and {len(b)} of y_pred")


def _names(items: Iterable[Any], labels: Sequence[Any] | None) -> dict[Any, int]:
    """Labels and their places: as given, else sorted."""
    known = list(labels) if labels is not None else sorted(set(items), key=lambda label: (str(type(label)), label))
    return {label: place for place, label in enumerate(known)}


def _place(label: Any, names: dict[Any, int]) -> int:
    if label not in names:
        raise ValueError(f"{label!r} is none of the labels")
    return names[label]


def _is_sets(values: _Items) -> bool:
    return len(values) > 0 and (getattr(values, "ndim", 1) == 2 or isinstance(values[0], (list, tuple, set, frozenset, np.ndarray)))


def _values(column: Any) -> _Items:
    """A list, or a matrix as it is. Series of pandas and polars, Arrow arrays and numpy arrays have their own way out."""
    if getattr(column, "ndim", 1) == 2:
        return np.asarray(column)
    for way in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, way):
            listed: Sequence[Any] = getattr(column, way)()
            return listed
    return list(column)


def _class_scores(y_true: Any, y_pred: Any, labels: Sequence[Any] | None, metrics: list[str], order: bool = False) -> _Scores:
    true, predicted = _values(y_true), _values(y_pred)
    if _is_sets(true) or _is_sets(predicted):
        return _set_scores(true, predicted, labels, metrics)
    _same_length(true, predicted)
    names = _names([label for label in [*true, *predicted] if not is_missing(label)], labels)
    if not names:
        return []
    gold = np.array([_place(label, names) for label in true], dtype=np.int16)
    system = np.array([_NO_LABEL if is_missing(label) else _place(label, names) for label in predicted], dtype=np.int16)
    return _core.class_scores(gold, system, list(map(str, names)), metrics, labels is not None, order)


def _sets(items: _Items) -> list[list[Any]]:
    if isinstance(items, np.ndarray):
        return [list(np.flatnonzero(row)) for row in items]
    for row, item in enumerate(items):
        if isinstance(item, (str, bytes)) or not isinstance(item, Iterable):
            raise TypeError(f"item {row} is a {type(item).__name__}, not several labels: a list, or a set")
    return [list(item) for item in items]


def _set_scores(true: _Items, predicted: _Items, labels: Sequence[Any] | None, metrics: list[str]) -> _Scores:
    _same_length(true, predicted)
    gold, system = _sets(true), _sets(predicted)
    if labels is None and isinstance(true, np.ndarray):
        labels = range(true.shape[1])
        every = False
    else:
        every = labels is not None
    names = _names([label for item in [*gold, *system] for label in item], labels)
    if not names:
        return []
    placed = [[[_place(label, names) for label in item] for item in side] for side in (gold, system)]
    return _core.label_set_scores(placed[0], placed[1], list(map(str, names)), metrics, every)


def _numbers(column: Any) -> npt.NDArray[np.float64]:
    return np.ascontiguousarray(np.array(_values(column), dtype=np.float64))


def _number(y_true: Any, y_pred: Any, metric: str) -> float:
    gold, system = _numbers(y_true), _numbers(y_pred)
    _same_length(gold, system)
    return _overall(_core.number_scores(gold, system, [metric]), metric)


# One label an item, or several


def accuracy(y_true: Any, y_pred: Any) -> float:
    """The share of items with the right label."""
    return _overall(_class_scores(y_true, y_pred, None, ["accuracy"]), "accuracy")


def balanced_accuracy(y_true: Any, y_pred: Any) -> float:
    """The mean recall of the labels that y_true has; UAR."""
    return _overall(_class_scores(y_true, y_pred, None, ["balanced_accuracy"]), "balanced_accuracy")


def macro_f1(y_true: Any, y_pred: Any, *, labels: Sequence[Any] | None = None) -> float:
    """The mean F1 of the labels that occur on either side, or of all `labels`."""
    return _overall(_class_scores(y_true, y_pred, labels, ["macro_f1"]), "macro_f1")


def micro_f1(y_true: Any, y_pred: Any, *, labels: Sequence[Any] | None = None) -> float:
    """F1 of all decisions together."""
    return _overall(_class_scores(y_true, y_pred, labels, ["micro_f1"]), "micro_f1")


def weighted_f1(y_true: Any, y_pred: Any, *, labels: Sequence[Any] | None = None) -> float:
    """F1 of the labels, weighted by how often y_true has them."""
    return _overall(_class_scores(y_true, y_pred, labels, ["weighted_f1"]), "weighted_f1")


def precision(y_true: Any, y_pred: Any, *, labels: Sequence[Any] | None = None) -> float:
    """The mean precision of the labels."""
    return _overall(_class_scores(y_true, y_pred, labels, ["precision"]), "precision")


def recall(y_true: Any, y_pred: Any, *, labels: Sequence[Any] | None = None) -> float:
    """The mean recall of the labels."""
    return _overall(_class_scores(y_true, y_pred, labels, ["recall"]), "recall")


def f1(y_true: Any, y_pred: Any, *, labels: Sequence[Any] | None = None) -> dict[str, float]:
    """F1 of each label, by its name."""
    return _by_label(_class_scores(y_true, y_pred, labels, ["f1"]), "f1")


def mcc(y_true: Any, y_pred: Any) -> float:
    """Matthews' correlation, of any number of labels."""
    return _overall(_class_scores(y_true, y_pred, None, ["mcc"]), "mcc")


def cohen_kappa(y_true: Any, y_pred: Any, *, weights: str | None = None, labels: Sequence[Any] | None = None) -> float:
    """Cohen's kappa. weights: None, or linear or quadratic for labels that stand in order (sorted, or as in `labels`)."""
    if weights not in (None, "linear", "quadratic"):
        raise ValueError(f"weights are linear, quadratic or None, not {weights!r}")
    metric = "cohen_kappa" if weights is None else f"cohen_kappa_{weights}"
    return _overall(_class_scores(y_true, y_pred, labels, [metric], order=weights is not None), metric)


def jaccard(y_true: Any, y_pred: Any) -> float:
    """Of several labels an item: the mean share of the labels of either side that both have."""
    return _overall(_set_scores(_values(y_true), _values(y_pred), None, ["jaccard"]), "jaccard")


def hamming_loss(y_true: Any, y_pred: Any, *, labels: Sequence[Any] | None = None) -> float:
    """Of several labels an item: the share of wrong decisions, over the labels that occur or all `labels`."""
    return _overall(_set_scores(_values(y_true), _values(y_pred), labels, ["hamming_loss"]), "hamming_loss")


def subset_accuracy(y_true: Any, y_pred: Any) -> float:
    """Of several labels an item: the share of items whose labels are all right."""
    return _overall(_set_scores(_values(y_true), _values(y_pred), None, ["subset_accuracy"]), "subset_accuracy")


# Numbers. An item with NaN on either side is left out.


def ccc(y_true: Any, y_pred: Any) -> float:
    """Lin's concordance."""
    return _number(y_true, y_pred, "ccc")


def pearson(y_true: Any, y_pred: Any) -> float:
    """Pearson's correlation."""
    return _number(y_true, y_pred, "pearson")


def spearman(y_true: Any, y_pred: Any) -> float:
    """Spearman's rank correlation."""
    return _number(y_true, y_pred, "spearman")


def kendall_tau(y_true: Any, y_pred: Any) -> float:
    """Kendall's tau b."""
    return _number(y_true, y_pred, "kendall_tau")


def rmse(y_true: Any, y_pred: Any) -> float:
    """The root of the mean squared error."""
    return _number(y_true, y_pred, "rmse")


def mae(y_true: Any, y_pred: Any) -> float:
    """The mean absolute error."""
    return _number(y_true, y_pred, "mae")


def r2(y_true: Any, y_pred: Any) -> float:
    """The share of the variance that is explained."""
    return _number(y_true, y_pred, "r2")


# Probabilities, [items, labels]; labels are sorted, or as in `labels`, which probabilities of rare labels need


def _probability(y_true: Any, y_prob: Any, labels: Sequence[Any] | None, metric: str, bins: int | None = None) -> float:
    true, grid = _values(y_true), np.ascontiguousarray(np.asarray(y_prob, dtype=np.float64))
    if grid.ndim != 2:
        raise ValueError("probabilities are a matrix: an item a row, a label a column")
    _same_length(true, grid)
    if not len(true):
        return math.nan
    if _is_sets(true):
        if labels is None and isinstance(true, np.ndarray):
            labels = range(grid.shape[1])
        names = _names([label for item in _sets(true) for label in item], labels)
        _check_columns(grid, names)
        sets = [[_place(label, names) for label in item] for item in _sets(true)]
        return _overall(_core.label_set_probability_scores(sets, grid, list(map(str, names)), [metric], bins), metric)
    names = _names(true, labels)
    _check_columns(grid, names)
    gold = np.array([_place(label, names) for label in true], dtype=np.int16)
    return _overall(_core.probability_scores(gold, grid, list(map(str, names)), [metric], bins), metric)


def _check_columns(grid: npt.NDArray[np.float64], names: dict[Any, int]) -> None:
    if grid.shape[1] != len(names):
        raise ValueError(f"probabilities of {grid.shape[1]} labels, and y_true has {len(names)}: say which with labels=…")


def log_loss(y_true: Any, y_prob: Any, *, labels: Sequence[Any] | None = None) -> float:
    """The mean of -ln of the right label's probability."""
    return _probability(y_true, y_prob, labels, "log_loss")


def brier(y_true: Any, y_prob: Any, *, labels: Sequence[Any] | None = None) -> float:
    """Brier's score, the mean squared distance."""
    return _probability(y_true, y_prob, labels, "brier")


def ece(y_true: Any, y_prob: Any, *, labels: Sequence[Any] | None = None, bins: int | None = None) -> float:
    """The expected calibration error, in bins of equal width."""
    return _probability(y_true, y_prob, labels, "ece", bins)


def aurc(y_true: Any, y_prob: Any, *, labels: Sequence[Any] | None = None) -> float:
    """The area under risk and coverage: what withholding unsure answers would gain."""
    return _probability(y_true, y_prob, labels, "aurc")


def roc_auc(y_true: Any, y_prob: Any, *, labels: Sequence[Any] | None = None) -> float:
    """The area under the ROC curve, one label against the rest, averaged."""
    return _probability(y_true, y_prob, labels, "roc_auc")


def average_precision(y_true: Any, y_prob: Any, *, labels: Sequence[Any] | None = None) -> float:
    """Average precision, one label against the rest, averaged."""
    return _probability(y_true, y_prob, labels, "average_precision")


# Distributions of answers, [items, labels]


def _distribution(y_true: Any, y_pred: Any, metric: str) -> float:
    gold, system = (np.ascontiguousarray(np.asarray(side, dtype=np.float64)) for side in (y_true, y_pred))
    if gold.ndim != 2 or gold.shape != system.shape:
        raise ValueError(f"distributions are two matrices of one shape, not {gold.shape} and {system.shape}")
    return _overall(_core.soft_label_scores(gold, system, [metric]), metric)


def kl(y_true: Any, y_pred: Any) -> float:
    """The mean Kullback-Leibler divergence of predicted from observed shares."""
    return _distribution(y_true, y_pred, "kl")


def js(y_true: Any, y_pred: Any) -> float:
    """The mean Jensen-Shannon divergence."""
    return _distribution(y_true, y_pred, "js")


def cross_entropy(y_true: Any, y_pred: Any) -> float:
    """The mean cross entropy of shares."""
    return _distribution(y_true, y_pred, "cross_entropy")


def total_variation(y_true: Any, y_pred: Any) -> float:
    """The mean total variation distance."""
    return _distribution(y_true, y_pred, "total_variation")


# Texts. References are one text an item, or a list of several.


def _text(y_true: Any, y_pred: Any, metric: str) -> float:
    references = [[item] if isinstance(item, str) else list(item) for item in _values(y_true)]
    hypotheses = list(_values(y_pred))
    _same_length(references, hypotheses)
    return _overall(_core.text_scores(references, hypotheses), metric)


def bleu(y_true: Any, y_pred: Any) -> float:
    """Corpus BLEU, 0..100, as sacreBLEU."""
    return _text(y_true, y_pred, "bleu")


def chrf(y_true: Any, y_pred: Any) -> float:
    """Corpus chrF, 0..100, as sacreBLEU."""
    return _text(y_true, y_pred, "chrf")


def rouge_l(y_true: Any, y_pred: Any) -> float:
    """The mean F of ROUGE-L, 0..1."""
    return _text(y_true, y_pred, "rouge_l")


# Agreement


def krippendorff_alpha(ratings: Any, *, level: str = "nominal") -> float:
    """Krippendorff's alpha of [raters, units], as the `krippendorff` package takes them: NaN or None where nobody rated.

    level  nominal, ordinal, interval, ratio
    """
    import pyarrow as pa

    from openaffect._results import agree

    rows = [[None if is_missing(value) else value for value in row] for row in _values(ratings)]
    table = pa.table({f"rater_{place}": row for place, row in enumerate(rows)})
    value = agree(table, raters=table.column_names, level=level, ci="none").value("krippendorff_alpha")
    return math.nan if value is None else value


__all__ = [
    "accuracy", "aurc", "average_precision", "balanced_accuracy", "bleu", "brier", "ccc", "chrf", "cohen_kappa", "cross_entropy",
    "ece", "f1", "hamming_loss", "jaccard", "js", "kendall_tau", "kl", "krippendorff_alpha", "log_loss", "macro_f1", "mae", "mcc",
    "micro_f1", "pearson", "precision", "r2", "recall", "rmse", "roc_auc", "rouge_l", "spearman", "subset_accuracy",
    "total_variation", "weighted_f1",
]  # fmt: skip
