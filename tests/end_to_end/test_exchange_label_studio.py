"""Label Studio's JSON through `data convert`: the official shapes, long tables ready for `agree`, and back."""

import csv
import json

import pytest

from conftest import run
from exchanged import convert, left_out, load_audformat

MOODS = ["joy", "fear", "anger"]


def result(name, kind, value, number, **more):
    return {"id": f"r{number}", "from_name": name, "to_name": "text", "type": kind, "origin": "manual", "value": value, **more}


def tasks(n=24):
    """Three annotators and a model: choices, several choices, ratings, numbers, free text, spans; one skips."""
    made = []
    for i in range(1, n + 1):
        annotations = []
        for rater in (1, 2, 3):
            mood = MOODS[(i + (rater == 3 and i % 4 == 0)) % 3]
            results = [result("mood", "choices", {"choices": [mood]}, 10 * i + rater),
                       result("topics", "choices", {"choices": ["a", "b"][: 1 + i % 2]}, 100 * i + rater),
                       result("stars", "rating", {"rating": 1 + (i + rater) % 5}, 1000 * i + rater),
                       result("size", "number", {"number": i / 4}, 10000 * i + rater),
                       result("why", "textarea", {"text": [f"because {i} | {rater}"]}, 7 * i + rater),
                       result("cue", "labels", {"start": 0, "end": 4, "text": "text", "labels": ["hint"]}, 9 * i + rater)]
            annotations.append({"id": 100 * i + rater, "completed_by": {"id": rater, "email": f"r{rater}@example.org"}, "result": results,
                                "was_cancelled": False, "ground_truth": rater == 1, "lead_time": 1.5 * rater,
                                "created_at": "2024-05-31T12:00:00.000000Z"})
        if i == 5:
            annotations[2].update(result=[], was_cancelled=True)
        predictions = [{"id": i, "model_version": "text 1.0", "score": 0.5 + i / 100,
                        "result": [result("mood", "choices", {"choices": [MOODS[i % 3]]}, 5 * i, score=0.5 + i / 100)]}]
        made.append({"id": i, "data": {"text": f"text {i}", "source": {"page": i}}, "annotations": annotations, "predictions": predictions,
                     "project": 3, "meta": {"k": 1}})
    return made


@pytest.fixture()
def export(tmp_path):
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks()))
    return path


@pytest.mark.parametrize("between", ["json", "parquet", "jsonl", "csv"])
def test_an_export_comes_back(export, tmp_path, between):
    convert(export, tmp_path / f"between.{between}")
    convert(tmp_path / f"between.{between}", tmp_path / "again.json", "--to", "label_studio")
    again = json.loads((tmp_path / "again.json").read_text())
    wanted = tasks()
    if between != "json":  # a table of ratings has no place for what is said of tasks
        for task in wanted:
            del task["project"], task["meta"]
        for task in again:
            task.pop("project", None), task.pop("meta", None)
    assert again == wanted


@pytest.mark.parametrize("between", ["parquet", "jsonl", "csv"])
def test_files_and_their_stretches_come_back(tmp_path, between):
    """Regions of sound begin anywhere; what says the file stays in the data."""
    regions = [result("cue", "labels", {"start": 1.3265306122448979, "end": 2.5, "labels": ["laugh"]}, 1),
               result("cue", "labels", {"start": 3, "end": 3.0612244897959184, "labels": ["sigh"]}, 2)]
    wanted = [{"id": i, "data": {"file": f"{i}.wav", "channel": "left"}, "predictions": [],
               "annotations": [{"id": 10 + i, "completed_by": 4, "result": regions}]} for i in (3, 4)]
    (tmp_path / "tasks.json").write_text(json.dumps(wanted))
    convert(tmp_path / "tasks.json", tmp_path / f"between.{between}")
    convert(tmp_path / f"between.{between}", tmp_path / "again.json", "--to", "label_studio")
    assert json.loads((tmp_path / "again.json").read_text()) == wanted
    convert(tmp_path / "tasks.json", tmp_path / "db", "--to", "audformat")
    db = load_audformat(tmp_path / "db")
    assert len(db["segments"].df) == 4 and list(db.files) == ["3.wav", "4.wav"]


def test_ratings_are_ready_for_agree(export, tmp_path):
    """Nominal alpha of three raters on 24 items, by the krippendorff package."""
    krippendorff = pytest.importorskip("krippendorff")
    convert(export, tmp_path / "ratings.parquet")
    done = run("agree", tmp_path / "ratings.parquet", "--where", "scheme=mood", "--where", "rater_type=human", "--ci", "none", "--json")
    found = [row for row in json.loads(done.stdout)["results"] if row["metric"] == "krippendorff_alpha" and not row["system"]]
    grid = [[None if i == 5 and rater == 3 else MOODS.index(MOODS[(i + (rater == 3 and i % 4 == 0)) % 3]) for i in range(1, 25)]
            for rater in (1, 2, 3)]
    import numpy
    wanted = krippendorff.alpha(numpy.array(grid, dtype=float), level_of_measurement="nominal")
    assert found[0]["value"] == pytest.approx(wanted, abs=1e-10)
    done = run("agree", tmp_path / "ratings.parquet", "--where", "scheme=stars", "--level", "interval", "--ci", "none", "--json")
    assert [row["n_ratings"] for row in json.loads(done.stdout)["results"] if row["metric"] == "krippendorff_alpha" and not row["system"]] == [71]


def test_columns_of_raters_for_audformat(export, tmp_path):
    said = convert(export, tmp_path / "db", "--to", "audformat")
    assert "of each rating, annotation, annotation.completed_by" in said
    db = load_audformat(tmp_path / "db")
    frame = db["items"].df
    assert db.raters["text 1.0"].type == "machine" and db.raters["r1@example.org"].type == "human"
    assert frame.loc["5", "mood.r2@example.org"] == MOODS[5 % 3] and frame["mood.r3@example.org"].isna().sum() == 1
    assert db["items"].columns["mood.text 1.0"].rater_id == "text 1.0"
    assert frame.loc["4", "mood.text 1.0.confidence"] == pytest.approx(0.54)
    assert list(db.schemes["mood"].labels) == ["fear", "anger", "joy"]


def test_tasks_from_a_table(tmp_path):
    (tmp_path / "posts.csv").write_text("text,likes\nhello,3\n\"two, words\",\n")
    convert(tmp_path / "posts.csv", tmp_path / "tasks.json", "--to", "label_studio")
    made = json.loads((tmp_path / "tasks.json").read_text())
    assert [task["data"] for task in made] == [{"text": "hello", "likes": "3"}, {"text": "two, words", "likes": None}]
    assert "$text" in (tmp_path / "tasks.config.xml").read_text()


def test_what_our_raters_said_are_predictions(tmp_path):
    """The long table of `label`: its raters are machines, its schemes have all their labels."""
    (tmp_path / "posts.csv").write_text("id,text\n1,I love it\n2,so sad\n")
    run("label", tmp_path / "posts.csv", "-o", tmp_path / "long.parquet", "--text", "text", "--raters", "vader", "--long")
    convert(tmp_path / "long.parquet", tmp_path / "tasks.json", "--to", "label_studio")
    made = json.loads((tmp_path / "tasks.json").read_text())
    assert [task["annotations"] for task in made] == [[], []]
    answer = made[0]["predictions"][0]
    assert answer["model_version"] == "vader" and {"choices": ["positive"]} in [result["value"] for result in answer["result"]]
    convert(tmp_path / "long.parquet", tmp_path / "db", "--to", "audformat")
    db = load_audformat(tmp_path / "db")
    assert db.raters["vader"].type == "machine" and sorted(db.schemes["sentiment3"].labels) == ["negative", "neutral", "positive"]
    assert list(db["items"].df["sentiment3"]) == ["positive", "negative"]


def test_a_labelling_configuration_names_what_may_be_said(export, tmp_path):
    (tmp_path / "config.xml").write_text('<View><Choices name="mood" toName="text"><Choice value="calm"/><Choice value="joy"/></Choices></View>')
    convert(export, tmp_path / "db", "--to", "audformat", "--label-config", tmp_path / "config.xml")
    assert list(load_audformat(tmp_path / "db").schemes["mood"].labels)[:2] == ["calm", "joy"]


def test_items_are_a_table_too(export, tmp_path):
    convert(export, tmp_path / "items.csv", "--table", "items")
    with open(tmp_path / "items.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 24 and rows[0]["item"] == "1" and json.loads(rows[0]["source"]) == {"page": 1}
    assert any("table ratings is not in it" in note for note in left_out(tmp_path / "items.csv"))


@pytest.mark.parametrize("text,wanted", [
    ('[{"id": 1}]', "row 1: label studio: a task without data"), ('[{"data": {}}, 3]', "row 2"), ('{"a": ', "byte"),
    ("[" * 300, "more than 200 levels"), ('[{"data": {}, "annotations": [{"result": 3}]}]', "a result that is no list")])
def test_what_is_broken_is_named(tmp_path, text, wanted):
    (tmp_path / "x.json").write_text(text)
    assert wanted in convert(tmp_path / "x.json", tmp_path / "x.parquet", "--from", "label_studio", code=1)
    assert not (tmp_path / "x.parquet").exists()
