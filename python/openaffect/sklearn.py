"""scikit-learn's way: estimators that clone, pickle, and stand in a Pipeline or a GridSearchCV.

    from openaffect.sklearn import AffectFeatures, AffectClassifier
    make_pipeline(AffectFeatures(["vader", "pattern"]), LogisticRegression()).fit(texts, moods)
    AffectClassifier(epochs=6).fit(texts, moods).predict(["what a day"])
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from openaffect import _frames
from openaffect._rater import Rater, RaterLike, _texts_and_kind
from openaffect._train import train_text
from openaffect.metrics import _values

Matrix = npt.NDArray[np.float64]


def _column_of(texts: Any) -> Any:
    """Texts from a list, an array, a column or a frame of one column."""
    if hasattr(texts, "columns") or hasattr(texts, "column_names"):
        frame = _frames.frame_of(texts)
        return frame.texts(_only(frame.names()))
    if getattr(texts, "ndim", 1) == 2:
        texts = _only(np.asarray(texts).T)
    return _texts_and_kind(texts)[0]


def _only(columns: Sequence[Any] | npt.NDArray[Any]) -> Any:
    if len(columns) != 1:
        raise ValueError(f"texts are one column, not {len(columns)}")
    return columns[0]


def _classes(y: Any) -> tuple[Any, Any]:
    """The labels that occur, and which of them each text has; ValueError, with the row from 0, where one has none."""
    missing = [row for row, label in enumerate(_values(y)) if _frames.is_missing(label)]
    if missing:
        raise ValueError(f"labels: row {missing[0]} has none")
    return np.unique(np.asarray(y), return_inverse=True)


class _OfTexts(BaseEstimator):  # type: ignore[misc]
    """What scikit-learn is told: one column of texts goes in."""

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.input_tags.one_d_array = True
        tags.no_validation = True
        return tags


class AffectFeatures(TransformerMixin, _OfTexts):  # type: ignore[misc]
    """What raters say of texts as a matrix of numbers: scores, probabilities and, with embed=True, vectors.

    raters   specs or `Rater`s
    embed    of networks: also (of a folder without heads, only) their vectors
    missing  what stands for a number that is not there (a missing text)
    threads  by default all cores
    """

    def __init__(self, raters: RaterLike | Sequence[RaterLike] = ("vader", "pattern"), *, embed: bool = False, missing: float = 0.0, threads: int | None = None) -> None:
        self.raters = raters
        self.embed = embed
        self.missing = missing
        self.threads = threads

    def fit(self, X: Any, y: Any = None) -> AffectFeatures:
        """Opens the raters; there is nothing to learn."""
        each = [self.raters] if isinstance(self.raters, (str, os.PathLike, Rater)) else list(self.raters)
        self.raters_ = [rater if isinstance(rater, Rater) else Rater(rater, embed=self.embed) for rater in each]
        self.n_features_in_ = 1
        return self

    def transform(self, X: Any) -> Matrix:
        """[texts, features] float64."""
        check_is_fitted(self, "raters_")
        column = _column_of(X)
        parts = [_numbers_of(rater.rate(column, threads=self.threads)) for rater in self.raters_]
        matrix = np.concatenate(parts, axis=1) if parts else np.empty((len(column), 0))
        matrix[np.isnan(matrix)] = self.missing
        return matrix

    def get_feature_names_out(self, input_features: Any = None) -> npt.NDArray[np.object_]:
        """vader.compound, pattern.polarity, …"""
        check_is_fitted(self, "raters_")
        names = [f"{rater.name}.{name}" for rater in self.raters_ for name in _feature_names(rater)]
        return np.array(names, dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        return tags


def _feature_names(rater: Rater) -> list[str]:
    names = []
    for field in rater.info["fields"]:
        if field["kind"] == "number":
            names.append(field["name"])
        elif field["kind"] == "vector":
            names += [f"{field['name']}.{place}" for place in range(field["size"])]
    return names


def _numbers_of(table: pa.Table) -> Matrix:
    columns = []
    for name in table.column_names:
        column, kind = table.column(name), table.schema.field(name).type
        if pa.types.is_floating(kind):
            columns.append(column.to_numpy(zero_copy_only=False)[:, None])
        elif pa.types.is_fixed_size_list(kind):
            columns.append(_frames.vectors_of(column))
    return np.concatenate(columns, axis=1).astype(np.float64) if columns else np.empty((table.num_rows, 0))


class AffectClassifier(ClassifierMixin, _OfTexts):  # type: ignore[misc]
    """A network fine-tuned on texts and labels (docs/train.md); every option of `openaffect.train_text` by its name.

    base     the encoder to start from: a Hugging Face folder, or minilm, the default
    options  further ones of `train_text`: {"dropout": .2, "store": "int8"}

    The model's files are part of the estimator: it can be pickled and opened elsewhere.
    """

    def __init__(
        self,
        *,
        base: str | None = None,
        epochs: float | None = None,
        lr: float | None = None,
        head_lr: float | None = None,
        batch: int | None = None,
        patience: float | None = None,
        seed: int | None = None,
        threads: int | None = None,
        device: str | None = None,
        options: dict[str, Any] | None = None,
    ) -> None:
        self.base = base
        self.epochs = epochs
        self.lr = lr
        self.head_lr = head_lr
        self.batch = batch
        self.patience = patience
        self.seed = seed
        self.threads = threads
        self.device = device
        self.options = options

    def fit(self, X: Any, y: Any) -> AffectClassifier:
        """Trains on the texts; parts of them are kept apart for the choice of the epoch and for calibration."""
        texts = _column_of(X)
        classes, places = _classes(y)
        if len(classes) < 2:
            raise ValueError(f"one class only: {classes[0]!r}" if len(classes) else "no texts")
        if len(texts) != len(places):
            raise ValueError(f"{len(texts)} texts and {len(places)} labels")
        frame = pa.table({"text": texts, "label": [f"class_{place}" for place in places]})
        given = {name: getattr(self, name) for name in ("base", "epochs", "lr", "head_lr", "batch", "patience", "seed", "threads", "device")}
        with tempfile.TemporaryDirectory() as folder:
            made = train_text(frame, text="text", label="label", output=os.path.join(folder, "classifier"), progress=False, **{**given, **(self.options or {})})
            self.scores_ = made.summary["scores"]
            self.model_ = _packed(made.folder)
        self.classes_ = classes
        self.n_features_in_ = 1
        self._open()
        return self

    def predict(self, X: Any) -> Any:
        """The likeliest class of each text."""
        probabilities = self.predict_proba(X)  # which refuses before there are classes
        return self.classes_[np.argmax(probabilities, axis=1)]

    def predict_proba(self, X: Any) -> Matrix:
        """Calibrated probabilities, [texts, classes_]; of a missing text all the same."""
        check_is_fitted(self, "model_")
        table = self._rater.rate(_column_of(X), threads=self.threads)
        columns = [f"label.class_{place}" for place in range(len(self.classes_))]
        matrix = np.stack([table.column(name).to_numpy(zero_copy_only=False) for name in columns], axis=1)
        matrix[np.isnan(matrix).any(axis=1)] = 1 / len(self.classes_)
        return matrix

    def _open(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(fileobj=io.BytesIO(self.model_)) as archive:
                archive.extractall(folder, filter="data")
            self._rater = Rater(f"classifier=model:{folder}", device=self.device)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in super().__getstate__().items() if name != "_rater"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        if "model_" in state:
            self._open()


def _packed(folder: str) -> bytes:
    """The model's files, but for the record of its training."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in sorted(os.listdir(folder)):
            if name not in ("log.jsonl", "curves.html"):
                archive.add(os.path.join(folder, name), name)
    return buffer.getvalue()


__all__ = ["AffectClassifier", "AffectFeatures"]
