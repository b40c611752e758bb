"""openaffect.sklearn: as scikit-learn's own estimators behave. A network of 32 numbers is trained in a second."""

import json
import pickle

import numpy as np
import openaffect as oa
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from openaffect.sklearn import AffectClassifier, AffectFeatures
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from tiny_network import BAD, GOOD, OTHER, make_network


def moods(count, seed=1):
    """Words in any order, three of them telling."""
    random = np.random.default_rng(seed)
    labels = ["glad" if number % 2 else "low" for number in range(count)]

    def text(label):
        words = [*random.choice(OTHER, 8, replace=False), *random.choice(GOOD if label == "glad" else BAD, 3, replace=False)]
        return " ".join(random.permutation(words))

    return [text(label) for label in labels], labels


def test_features_are_the_raters_numbers():
    texts = ["so glad", "so sad", None]
    features = AffectFeatures(["vader", "pattern"])
    matrix = features.fit_transform(texts)
    assert features.get_feature_names_out().tolist() == ["vader.neg", "vader.neu", "vader.pos", "vader.compound", "pattern.polarity", "pattern.subjectivity"]
    assert matrix.shape == (3, 6) and matrix.dtype == np.float64
    assert matrix[0, 3] == oa.Rater("vader").rate(["so glad"])["compound"][0].as_py()
    assert (matrix[2] == 0).all() and np.isnan(AffectFeatures("vader", missing=np.nan).fit_transform(texts)[2]).all()


def test_features_take_columns_and_frames():
    texts = ["so glad", "so sad"]
    wanted = AffectFeatures("vader").fit_transform(texts)
    for given in (np.array(texts), np.array(texts, dtype=object).reshape(2, 1), pd.Series(texts), pd.DataFrame({"text": texts}), pl.Series(texts), pl.DataFrame({"text": texts}), pa.table({"text": texts})):
        assert (AffectFeatures("vader").fit_transform(given) == wanted).all()
    with pytest.raises(ValueError, match="one column"):
        AffectFeatures("vader").fit_transform(pd.DataFrame({"a": texts, "b": texts}))
    with pytest.raises(ValueError, match="one column"):
        AffectFeatures("vader").fit_transform(pl.DataFrame({"a": texts, "b": texts}))


def test_features_in_a_pipeline(tmp_path):
    texts, labels = moods(60)
    pipeline = make_pipeline(AffectFeatures(["vader"]), LogisticRegression())
    search = GridSearchCV(pipeline, {"affectfeatures__raters": [["vader"], ["vader", "pattern"]], "logisticregression__C": [0.1, 1]}, cv=2)
    search.fit(texts, labels)
    assert search.best_score_ > 0.9 and search.predict(["a great day", "an awful day"]).tolist() == ["glad", "low"]
    again = pickle.loads(pickle.dumps(search.best_estimator_))
    assert (again.predict(texts) == search.predict(texts)).all()


def test_clone_keeps_parameters_and_nothing_else():
    features = AffectFeatures(["vader"], missing=7).fit([])
    copy = clone(features)
    assert copy.get_params() == features.get_params() and not hasattr(copy, "raters_")
    with pytest.raises(NotFittedError):
        copy.transform(["so glad"])
    assert clone(AffectClassifier(epochs=3)).get_params()["epochs"] == 3


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return str(make_network(tmp_path_factory.mktemp("network") / "tiny"))


@pytest.fixture(scope="module")
def fast(base):
    return AffectClassifier(base=base, epochs=10, lr=3e-3, head_lr=1e-2, batch=8, threads=1, options={"resamples": 50})


def test_classifier(fast, tmp_path):
    texts, labels = moods(120)
    classifier = clone(fast).fit(texts, labels)
    assert classifier.classes_.tolist() == ["glad", "low"]
    probabilities = classifier.predict_proba(texts)
    assert probabilities.shape == (120, 2) and np.allclose(probabilities.sum(axis=1), 1)
    assert (classifier.predict(texts) == classifier.classes_[probabilities.argmax(axis=1)]).all()
    assert classifier.score(texts, labels) > 0.8  # half is chance
    assert np.allclose(classifier.predict_proba([None]), 0.5)
    again = pickle.loads(pickle.dumps(classifier))
    assert (again.predict_proba(texts) == probabilities).all()
    assert (clone(fast).fit(texts, labels).predict_proba(texts) == probabilities).all()  # the same seed


def test_classifier_of_numbers(fast):
    texts, labels = moods(80)
    numbers = np.array([1 if label == "glad" else 0 for label in labels])
    assert set(clone(fast).fit(pd.Series(texts), numbers).predict(texts[:4])) <= {0, 1}


@pytest.mark.parametrize("jobs", [1, 2])
def test_classifier_in_a_grid(fast, jobs):
    """Of two jobs each is a process of its own."""
    texts, labels = moods(80)
    search = GridSearchCV(clone(fast), {"epochs": [1, 2]}, cv=2, n_jobs=jobs).fit(texts, labels)
    assert search.best_params_["epochs"] in (1, 2)


def test_classifier_of_three_classes(fast):
    texts, labels = moods(120)
    labels = ["flat" if place % 3 == 0 else label for place, label in enumerate(labels)]
    classifier = clone(fast).fit(texts, labels)
    probabilities = classifier.predict_proba(texts)
    assert classifier.classes_.tolist() == ["flat", "glad", "low"]
    assert probabilities.shape == (120, 3) and np.allclose(probabilities.sum(axis=1), 1)
    assert (classifier.predict(texts) == classifier.classes_[probabilities.argmax(axis=1)]).all()
    assert np.allclose(classifier.predict_proba([None]), 1 / 3)


def test_classifier_refuses():
    with pytest.raises(ValueError, match="one class only"):
        AffectClassifier().fit(["a", "b"], ["x", "x"])
    with pytest.raises(ValueError, match="2 texts and 1 labels|one class"):
        AffectClassifier().fit(["a", "b"], ["x"])
    for missing in (None, float("nan"), pd.NA):
        for labels in (["x", missing], pd.Series(["x", missing], dtype=object), np.array(["x", missing], dtype=object)):
            with pytest.raises(ValueError, match="labels: row 1 has none"):
                AffectClassifier().fit(["a", "b"], labels)
    with pytest.raises(NotFittedError):
        AffectClassifier().predict(["a"])


def test_train_text(base, tmp_path):
    texts, labels = moods(100)
    frame = pd.DataFrame({"text": texts, "mood": labels})
    options = {"text": "text", "label": "mood", "base": base, "epochs": 2, "batch": 8, "threads": 1, "resamples": 50}
    made = oa.train_text(frame, output=tmp_path / "mood_model", **options)
    assert made.folder == str(tmp_path / "mood_model") and "mood" in repr(made) and made.summary["scores"]
    rater = made.rater()
    assert rater.name == "mood_model" and rater.rate(["a good day"])["status"].to_pylist() == ["ok"]
    with pytest.raises(oa.RefusedError):
        oa.train_text(frame, output=tmp_path / "mood_model", **options)
    with pytest.raises(TypeError, match="unexpected keyword"):
        oa.train_text(frame, output=tmp_path / "other", **options, epoch=3)
    with pytest.raises(oa.UnknownNameError, match="did you mean 'mood'"):
        oa.train_text(frame, output=tmp_path / "other", **{**options, "label": "moods"})


def test_train_text_by_a_recipe(base, tmp_path):
    texts, labels = moods(100)
    pd.DataFrame({"body": texts, "mood": labels}).to_csv(tmp_path / "moods.csv", index=False)
    known = [{"id": label, "name": label, "definition": "So.", "definition_source": "ours"} for label in ("glad", "low")]
    scheme = {"schema": "openaffect/scheme/1", "id": "mood", "version": "1.0", "title": "Mood", "source": "ours", "licence": "CC0", "kind": "categories", "labels": known}
    source = {"name": "moods", "data": str(tmp_path / "moods.csv"), "text": "body", "targets": [{"head": "mood", "column": "mood"}]}
    head = {"id": "mood", "kind": "single_label", "scheme": scheme}
    recipe = {"schema": "openaffect/recipe/1", "name": "of_recipe", "base": base, "sources": [source], "heads": [head], "fit": {"epochs": 1, "batch": 8, "threads": 1}}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe))
    made = oa.train_text(config=tmp_path / "recipe.json", output=tmp_path / "made", lr=1e-3, resamples=50)
    assert made.summary["name"] == "of_recipe" and made.rater().rate(["a good day"])["status"].to_pylist() == ["ok"]
    with pytest.raises(oa.UnknownNameError, match="--text is for a table; with --config the recipe says it"):
        oa.train_text(config=tmp_path / "recipe.json", output=tmp_path / "other", text="body")


def test_train_text_needs_a_table(tmp_path):
    frame = pd.DataFrame({"text": ["a"], "mood": ["x"]})
    for options, missing in (({}, "--data"), ({"data": frame}, "--text"), ({"data": frame, "text": "text"}, "--label")):
        with pytest.raises(oa.UnknownNameError, match=f"{missing} is missing"):
            oa.train_text(output=tmp_path / "model", **options)
    with pytest.raises(oa.UnknownNameError, match="nothing learns in int8"):
        oa.train_text(pd.DataFrame({"text": ["a", "b"], "mood": ["x", "y"]}), text="text", label="mood", output=tmp_path / "model", precision="int8")


def test_train_text_takes_no_data_that_a_use_forbids(tmp_path):
    frame = pd.DataFrame({"text": ["a", "b"], "mood": ["x", "y"]})
    with pytest.raises(oa.RefusedError, match="is not for commercial use: its licence is not known"):
        oa.train_text(frame, text="text", label="mood", output=tmp_path / "model", use="commercial")
    assert not list(tmp_path.iterdir())


def test_train_text_on_a_frame_with_other_columns(base, tmp_path):
    texts, labels = moods(60)
    frame = pd.DataFrame({"text": texts, "mood": labels, "odd": pd.Series([{1}, 2] * 30, dtype=object)})
    options = {"text": "text", "base": base, "epochs": 1, "batch": 8, "threads": 1, "resamples": 50}
    oa.train_text(frame, label="mood", output=tmp_path / "model", **options)
    with pytest.raises(TypeError, match="column 'odd': row 1 is of type int, and row 0 of type set"):
        oa.train_text(frame, label="odd", output=tmp_path / "other", **options)
    with pytest.raises(TypeError, match="column 'text': row 3 is of type int, not str"):
        oa.train_text(frame.assign(text=[*texts[:3], 7, *texts[4:]]), label="mood", output=tmp_path / "other", **options)


def test_training_of_a_frame_continues(base, tmp_path):
    """Interrupted after an epoch, the same call goes on."""
    texts, labels = moods(100)
    frame = pd.DataFrame({"text": texts, "mood": labels})
    options = {"text": "text", "label": "mood", "base": base, "epochs": 40, "batch": 8, "threads": 1, "resamples": 50, "checkpoint_seconds": 0}
    log = tmp_path / "mood_model.partial/log.jsonl"

    class Enough(Exception):
        pass

    def interrupt(done, text):
        if log.exists() and log.read_bytes().count(b"\n") >= 3:
            raise Enough

    with pytest.raises(Enough):
        oa.train_text(frame, output=tmp_path / "mood_model", progress=interrupt, **options)
    assert log.exists() and not (tmp_path / "mood_model").exists()
    with pytest.raises(oa.RefusedError, match="--lr was"):  # another job
        oa.train_text(frame, output=tmp_path / "mood_model", lr=0.01, **options)
    made = oa.train_text(frame, output=tmp_path / "mood_model", **options)
    assert made.summary["continued"] and not log.exists()
