"""oa.Dataset: data sets of other tools, in and out. The formats themselves are held against their own packages by the
command's tests; here are the door and what it shows."""

import json
from datetime import timedelta

import openaffect as oa
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from conftest import run

HEADER = """name: talk
description: Two people talk
source: made up
usage: research
license: CC0-1.0
languages: [deu]
raters:
  anna: {type: human}
  bert: {type: human}
schemes:
  mood: {dtype: str, labels: [good, bad]}
  arousal: {dtype: float, minimum: -1, maximum: 1}
splits:
  test: {type: test, description: kept apart}
tables:
  turns:
    type: segmented
    split_id: test
    columns:
      mood.anna: {scheme_id: mood, rater_id: anna}
      mood.bert: {scheme_id: mood, rater_id: bert}
      arousal: {scheme_id: arousal, rater_id: anna}
"""
TURNS = """file,start,end,mood.anna,mood.bert,arousal
a.wav,0 days 00:00:00,0 days 00:00:01.5,good,good,0.5
a.wav,0 days 00:00:01.5,,bad,good,
b.wav,0 days 00:00:00,0 days 00:00:02,good,,-0.25
"""
def annotation(number, rater, mood):
    result = {"id": f"r{number}{rater}", "from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": [mood]}}
    return {"id": 10 * number + rater, "completed_by": rater, "result": [result]}


def task(number, text, moods):
    return {"id": number, "data": {"text": text}, "annotations": [annotation(number, rater, mood) for rater, mood in enumerate(moods, 1)]}


TASKS = [task(1, "so glad", ["good", "good"]), task(2, "so sad", ["bad", "bad"]), task(3, "so so", ["good", "bad"])]


@pytest.fixture
def talk(tmp_path):
    """An audformat database."""
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / "db.yaml").write_text(HEADER)
    (folder / "db.turns.csv").write_text(TURNS)
    return folder


@pytest.fixture
def tasks(tmp_path):
    """An export of Label Studio."""
    path = tmp_path / "export.json"
    path.write_text(json.dumps(TASKS))
    return path


def frame():
    return pd.DataFrame(
        {
            "id": ["1", "2", "3", "4"],
            "text": ["so glad", "so sad", None, "what?"],
            "ekman7": ["joy", "sadness", None, "surprise"],
            "likes": [3, 0, 7, 1],
            "split": ["train", "train", "test", "test"],
        }
    )


def same(one, other):
    assert list(one.tables) == list(other.tables)
    for name in one.tables:
        wanted = other.tables[name]
        assert one.tables[name].select(wanted.column_names).equals(wanted), name
    assert one.schemes == other.schemes and one.raters == other.raters and one.splits == other.splits


def test_an_audformat_database(talk):
    dataset = oa.Dataset.read(talk)
    assert (dataset.name, dataset.format, dataset.licence, dataset.languages) == ("talk", "audformat", "CC0-1.0", ["deu"])
    assert dataset.schemes["mood"].labels == ("good", "bad") and dataset.schemes["mood"].type == "str"
    assert (dataset.schemes["arousal"].type, dataset.schemes["arousal"].minimum, dataset.schemes["arousal"].maximum) == ("float", -1, 1)
    assert dataset.raters["anna"].type == "human" and list(dataset.raters) == ["anna", "bert"]
    assert dataset.splits["test"].description == "kept apart"
    assert dataset.left_out == []
    table = dataset.tables["turns"]
    assert table.column_names == ["file", "start", "end", "mood.anna", "mood.bert", "arousal"]
    assert table.schema.field("start").type == pa.duration("ns")
    assert table["end"].to_pylist() == [timedelta(seconds=1.5), None, timedelta(seconds=2)]
    assert table["mood.bert"].to_pylist() == ["good", "good", None] and table["arousal"].to_pylist() == [0.5, None, -0.25]
    (about,) = dataset.about["tables"]
    assert about["kind"] == "segments" and about["keys"] == ["file", "start", "end"] and about["split"] == "test"
    assert about["columns"][1]["scheme"] == "mood" and about["columns"][1]["rater"] == "bert"


def test_tables_are_a_mapping(talk):
    tables = oa.Dataset.read(talk).tables
    assert len(tables) == 1 and "turns" in tables and "other" not in tables
    assert tables["turns"] is tables["turns"] and repr(tables) == "<tables: turns>"
    with pytest.raises(KeyError, match="no table 'other'; there are: turns"):
        tables["other"]


@pytest.mark.parametrize("tables", ["parquet", "csv"])
def test_there_and_back(talk, tmp_path, tables):
    dataset = oa.Dataset.read(talk)
    (left,) = dataset.write(tmp_path / "again", format="audformat", tables=tables)
    assert "2 files are named, not copied" in left
    same(oa.Dataset.read(tmp_path / "again"), dataset)


def test_ratings_are_ready_for_agree(talk, tasks):
    said = oa.Dataset.read(talk).ratings()
    rows = said.filter(pc.equal(said["scheme"], "mood")).select(["item", "rater", "label", "rater_type"]).to_pylist()
    assert len(rows) == 5 and {"item": "a.wav", "rater": "anna", "label": "good", "rater_type": "human"} in rows
    assert set(said.filter(pc.equal(said["scheme"], "arousal"))["value"].to_pylist()) == {0.5, -0.25}
    said = oa.Dataset.read(tasks).ratings()
    assert said["label"].to_pylist() == ["good", "good", "bad", "bad", "good", "bad"]
    assert oa.agree(said, where="scheme=mood", level="nominal", ci="none").value("percent_agreement") == pytest.approx(2 / 3)


def test_label_studio_there_and_back(tasks, tmp_path):
    dataset = oa.Dataset.read(tasks)
    assert dataset.format == "label_studio" and {"good", "bad"} == set(dataset.schemes["mood"].labels)
    assert list(dataset.raters) == ["1", "2"]
    dataset.write(tmp_path / "again.json")
    same(oa.Dataset.read(tmp_path / "again.json"), dataset)
    left = dataset.write(tmp_path / "hub", format="hugging_face")
    assert left and all(isinstance(note, str) for note in left)


@pytest.mark.parametrize("kind", [lambda data: data, pl.from_pandas, lambda data: pa.Table.from_pandas(data, preserve_index=False)], ids=["pandas", "polars", "pyarrow"])
def test_a_frame_is_a_data_set(tmp_path, kind):
    dataset = oa.Dataset.of(kind(frame()), name="posts")
    assert (dataset.name, dataset.format) == ("posts", "table")
    assert list(dataset.splits) == ["train", "test"] and list(dataset.tables) == ["train", "test"]
    assert dataset.schemes["ekman7"].labels == oa.schemes["ekman7"].labels
    assert dataset.tables["test"]["likes"].to_pylist() == [7, 1]
    dataset.write(tmp_path / "hub", format="hugging_face")
    again = oa.Dataset.read(tmp_path / "hub")
    assert again.format == "hugging_face"
    assert again.schemes["ekman7"].labels == oa.schemes["ekman7"].labels
    for split in ("train", "test"):
        columns = ["text", "ekman7", "likes"]
        assert again.tables[split].select(columns).to_pydict() == dataset.tables[split].select(columns).to_pydict()


def test_a_frame_s_name_is_no_path(talk, monkeypatch):
    monkeypatch.chdir(talk.parent)
    assert list(oa.Dataset.of(frame().drop(columns="split"), name="talk").tables) == ["talk"]


def test_a_parquet_table_keeps_what_is_known(talk, tmp_path):
    dataset = oa.Dataset.read(talk)
    dataset.write(tmp_path / "turns.parquet")
    same(oa.Dataset.read(tmp_path / "turns.parquet"), dataset)
    table = pq.read_table(tmp_path / "turns.parquet")
    same(oa.Dataset.of(table), dataset)
    left = dataset.write(tmp_path / "turns.out", format="csv")
    assert any("Parquet" in note for note in left)
    assert (tmp_path / "turns.out").read_text().startswith("file,start,end,mood.anna")


def test_writes_what_the_command_writes(talk, tmp_path):
    run("data", "convert", talk, tmp_path / "command", "--to", "hugging_face", "--quiet")
    left = oa.Dataset.read(talk).write(tmp_path / "python", format="hugging_face")
    assert left == json.loads((tmp_path / "command.summary.json").read_text())["left_out"]
    files = sorted(path.relative_to(tmp_path / "command") for path in (tmp_path / "command").rglob("*") if path.is_file())
    assert files and files == sorted(path.relative_to(tmp_path / "python") for path in (tmp_path / "python").rglob("*") if path.is_file())
    for file in files:
        assert (tmp_path / "command" / file).read_bytes() == (tmp_path / "python" / file).read_bytes(), file


def test_for_people(talk):
    dataset = oa.Dataset.read(talk)
    assert repr(dataset).splitlines() == [
        "<Dataset talk (audformat)>",
        "  table     turns    3 segments, test: file, start, end, mood.anna (mood by anna), mood.bert (mood by bert), arousal (by anna)",
        "  scheme    mood     good, bad",
        "  scheme    arousal  float",
        "  raters             anna (human), bert (human)",
        "  splits             test",
    ]
    html = dataset._repr_html_()
    assert "<code>turns</code>" in html and "Two people talk" in html


def test_what_is_refused(talk, tmp_path):
    dataset = oa.Dataset.read(talk)
    dataset.write(tmp_path / "out", format="audformat")
    with pytest.raises(oa.RefusedError, match="out"):
        dataset.write(tmp_path / "out", format="audformat")
    dataset.write(tmp_path / "out", format="audformat", force=True)
    with pytest.raises(oa.UnknownNameError, match="audformat"):
        dataset.write(tmp_path / "other", format="audioformat")
    with pytest.raises(oa.UnknownNameError, match="says no format"):
        dataset.write(tmp_path / "other")
    with pytest.raises(oa.UnknownNameError, match="turns"):
        dataset.write(tmp_path / "other.parquet", table="turn")
    with pytest.raises(oa.UnknownNameError, match="audformat"):
        oa.Dataset.read(talk, format="audformt")
    with pytest.raises(oa.NotFoundError):
        oa.Dataset.read(tmp_path / "nowhere.parquet")
    with pytest.raises(TypeError, match="is no table"):
        oa.Dataset.of([1, 2])
    (talk / "db.yaml").write_text("name: !!python/object:os.system {}\n")
    with pytest.raises(oa.UnsupportedError) as caught:
        oa.Dataset.read(talk)
    assert caught.value.file.endswith("db.yaml")
