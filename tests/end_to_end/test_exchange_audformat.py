"""audformat databases through `data convert`, checked by the package audformat itself."""

import json
import pathlib

import pytest

from conftest import run
from exchanged import convert, left_out, load_audformat, load_hub

audformat = pytest.importorskip("audformat")
import audformat.testing  # noqa: E402
import pandas as pd  # noqa: E402


def full_database():
    """Every type, both kinds of index, maps of labels, a misc table: audformat's own, and what it lacks."""
    db = audformat.testing.create_db(minimal=False)
    db.attachments.clear()
    db.description = 'Ratings: "quoted", yes\nand a second line – Zürich'
    db.schemes["speaker"] = audformat.Scheme(labels={"01": {"gender": "female", "age": 31}, "02": {"gender": "male"}}, description="who")
    index = audformat.segmented_index(["audio/a.wav", "audio/a.wav", "audio/ü b.wav"], ["0s", "1.5s", "0.123456789s"], ["1.5s", pd.NaT, "2s"])
    db["turns"] = audformat.Table(index, split_id="test", description="turns")
    db["turns"]["speaker"] = audformat.Column(scheme_id="speaker", rater_id="gold", meta={"tool": "x"})
    db["turns"]["speaker"].set(["01", None, "02"])
    db["turns"]["machine"] = audformat.Column(scheme_id="label", rater_id="machine")
    db["turns"]["machine"].set(["label1", "label2", "label3"])
    levels = pd.MultiIndex.from_arrays([pd.array(["x", "y"], dtype="string"), pd.array([1, 2], dtype="Int64")], names=["name", "number"])
    db["pairs"] = audformat.MiscTable(levels)
    db["pairs"]["float"] = audformat.Column(scheme_id="float")
    db["pairs"]["float"].set([0.1, None])
    return db


def assert_same(db, again):
    assert again.dump() == db.dump()
    assert sorted(again) == sorted(db)
    for name in db:
        pd.testing.assert_frame_equal(again[name].df, db[name].df, obj=name)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("database") / "db"
    db = full_database()
    db.save(str(folder), storage_format="parquet")
    return folder, db


@pytest.mark.parametrize("written,made", [("parquet", "parquet"), ("csv", "parquet"), ("parquet", "csv")])
def test_a_database_comes_back_whole(tmp_path, written, made):
    db = full_database()
    db.save(str(tmp_path / "db"), storage_format=written)
    convert(tmp_path / "db", tmp_path / "again", "--to", "audformat", "--tables", made)
    assert_same(load_audformat(tmp_path / "db"), load_audformat(tmp_path / "again"))


def test_it_goes_over_one_table_and_back(database, tmp_path):
    folder, db = database
    convert(folder, tmp_path / "turns.parquet", "--table", "turns")
    assert any("table files is not in it" in note for note in left_out(tmp_path / "turns.parquet"))
    convert(tmp_path / "turns.parquet", tmp_path / "again", "--to", "audformat")
    again = load_audformat(tmp_path / "again")
    pd.testing.assert_frame_equal(again["turns"].df, db["turns"].df)
    assert again["turns"].dump() == db["turns"].dump()
    for name in ("speaker", "label"):
        assert again.schemes[name].dump() == db.schemes[name].dump()
    assert again.raters["machine"].dump() == db.raters["machine"].dump()


def test_it_goes_over_the_hub_and_back(database, tmp_path):
    pytest.importorskip("datasets")
    folder, db = database
    said = convert(folder, tmp_path / "hub", "--to", "hugging_face")
    assert "which rater a column is of" in said and "ranges, descriptions" in said
    turns = load_hub(tmp_path / "hub", tmp_path / "cache", "turns")["test"]
    assert turns.features["machine"].names == ["label1", "label2", "label3"]
    assert turns["machine"][:] == [0, 1, 2] and turns["speaker"][:] == [0, None, 1]
    convert(tmp_path / "hub", tmp_path / "again", "--to", "audformat", "--config", "turns")
    again = load_audformat(tmp_path / "again")
    pd.testing.assert_frame_equal(again["test"].df[["machine", "speaker"]], db["turns"].df[["machine", "speaker"]])
    assert again.schemes["machine"].labels == ["label1", "label2", "label3"]


def test_it_goes_over_label_studio_and_back(database, tmp_path):
    folder, db = database
    convert(folder, tmp_path / "tasks.json")
    tasks = json.loads((tmp_path / "tasks.json").read_text())
    task = next(task for task in tasks if task["data"]["file"] == "audio/a.wav")
    assert task["predictions"][0]["model_version"] == "machine"
    assert {"start": 0, "end": 1.5, "choices": ["label1"]} in [result["value"] for result in task["predictions"][0]["result"]]
    convert(tmp_path / "tasks.json", tmp_path / "again", "--to", "audformat")
    again = load_audformat(tmp_path / "again")
    both = again["segments"].df[["label.machine"]].join(db["turns"].df[["machine"]], how="inner").astype("string")
    assert list(both["label.machine"]) == list(both["machine"]) == ["label1", "label2", "label3"]


def test_labels_of_a_table_of_ours(tmp_path):
    """A table that `label` made: splits become tables, known schemes come along."""
    (tmp_path / "posts.csv").write_text("id,split,ekman7,note\n1,train,joy,a\n2,train,fear,b\n3,test,,c\n")
    convert(tmp_path / "posts.csv", tmp_path / "db", "--to", "audformat")
    db = load_audformat(tmp_path / "db")
    assert db.schemes["ekman7"].labels[:2] == ["anger", "disgust"]
    assert list(db["train"].df["ekman7"]) == ["joy", "fear"] and db["test"].split_id == "test"
    assert db.splits["train"].type == "train"
    convert(tmp_path / "db", tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_text() == "id,ekman7,note,split\n1,joy,a,train\n2,fear,b,train\n3,,c,test\n"


def test_emodb(data, tmp_path, monkeypatch):
    """The real recordings, copied: database, hub folder with the audio beside its metadata, and back."""
    datasets = pytest.importorskip("datasets")
    source = data / "speech/emodb"
    files = sorted(str(path.relative_to(source)) for path in source.rglob("*.wav"))
    letters = {"W": "anger", "L": "boredom", "E": "disgust", "A": "fear", "F": "happiness", "T": "sadness", "N": "neutral"}
    db = audformat.Database("emodb", usage="unrestricted", languages=["de"], license="CC0-1.0")
    db.schemes["emotion"] = audformat.Scheme(labels=sorted(set(letters.values())))
    db.raters["gold"] = audformat.Rater("ground truth")
    db["emotion"] = audformat.Table(audformat.filewise_index(files))
    db["emotion"]["emotion"] = audformat.Column(scheme_id="emotion", rater_id="gold")
    db["emotion"]["emotion"].set([letters[pathlib.Path(file).stem[5]] for file in files])
    folder = tmp_path / "db"
    db.save(str(folder))
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).symlink_to(source / file)
    said = convert(folder, tmp_path / "careful", "--to", "hugging_face", "--copy-media")
    assert "339 of 339 files are not copied" in said  # they are links out of the folder
    convert(folder, tmp_path / "hub", "--to", "hugging_face", "--copy-media", "--follow-links")
    # Here are paths: the package would ask for torchcodec, which is for samples.
    monkeypatch.setattr(datasets.Audio, "encode_example", lambda self, path: {"bytes": None, "path": path})
    loaded = load_hub(tmp_path / "hub", tmp_path / "cache")["train"].cast_column("audio", datasets.Audio(decode=False))
    assert len(loaded) == len(files) == 339
    names = loaded.features["emotion"].names
    assert {pathlib.Path(row["audio"]["path"]).name: names[row["emotion"]] for row in loaded} == {
        pathlib.Path(file).name: letters[pathlib.Path(file).stem[5]] for file in files}
    convert(tmp_path / "hub", tmp_path / "again", "--to", "audformat", "--copy-media")
    again = load_audformat(tmp_path / "again")
    assert list(again["train"].df["emotion"]) == list(db["emotion"].df["emotion"])
    for file in again.files:
        assert (tmp_path / "again" / file).stat().st_size > 1000


# --- what is refused --------------------------------------------------------------------------------------------------

def broken(tmp_path, change, code=1):
    folder = tmp_path / "db"
    db = audformat.Database("mini")
    db.schemes["age"] = audformat.Scheme("int")
    db["t"] = audformat.Table(audformat.filewise_index(["a.wav", "b.wav"]))
    db["t"]["age"] = audformat.Column(scheme_id="age")
    db["t"]["age"].set([3, None])
    db.save(str(folder), storage_format="csv")
    change(folder)
    said = convert(folder, tmp_path / "out", "--to", "audformat", code=code)
    assert not (tmp_path / "out").exists() and not (tmp_path / "out.new").exists()
    return said


def test_broken_headers_are_named_with_their_place(tmp_path):
    said = broken(tmp_path, lambda folder: (folder / "db.yaml").write_text("name: a\nschemes: [\nusage: other\n"))
    assert "db.yaml: row" in said and "yaml:" in said


def test_cells_that_do_not_fit_are_named(tmp_path):
    said = broken(tmp_path, lambda folder: (folder / "db.t.csv").write_text("file,age\na.wav,3\nb.wav,old\n"))
    assert "db.t.csv: row 2, column age: 'old' is no int" in said


def test_missing_tables_columns_and_pickles_are_named(tmp_path):
    assert "the file of table t is not there" in broken(tmp_path, lambda folder: (folder / "db.t.csv").unlink())
    assert "unknown column 'age'" in broken(tmp_path, lambda folder: (folder / "db.t.csv").write_text("file,ages\na.wav,3\n"))
    assert "a pickle is a program" in broken(tmp_path, lambda folder: (folder / "db.t.csv").rename(folder / "db.t.pkl"))


def test_an_output_that_is_there_is_kept(database, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine").write_text("x")
    assert "out" in convert(database[0], tmp_path / "out", "--to", "audformat", code=1)
    assert (tmp_path / "out/mine").read_text() == "x"
    convert(database[0], tmp_path / "out", "--to", "audformat", "--force")
    assert not (tmp_path / "out/mine").exists()


def test_the_input_is_not_replaced_by_the_output(database, tmp_path):
    folder = database[0]
    before = sorted(folder.rglob("*"))
    assert "is the input" in convert(folder, folder, "--to", "audformat", "--force", code=1)
    assert "holds the input" in convert(folder, folder.parent, "--to", "hugging_face", "--force", code=1)
    assert sorted(folder.rglob("*")) == before


def test_a_dry_run_writes_nothing(database, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine").write_text("x")
    done = run("data", "convert", database[0], tmp_path / "out", "--to", "hugging_face", "--force", "--dry-run")
    assert "(audformat)" in done.stdout.decode() and "turns  3 rows" in done.stdout.decode()
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine"]


@pytest.mark.parametrize("flags,wanted", [
    (("x.csv", "--limit", "3"), "--limit is for tables"), (("x.csv", "--type", "a=int64"), "--type is for tables"),
    (("x.csv", "--on-bad-row", "keep"), "--on-bad-row is for tables"), (("x.csv", "--copy-media"), "--copy-media"),
    (("x.csv", "--tables", "csv"), "--tables"), (("x.csv", "--config", "c"), "--config"), (("x.csv", "--label-config", "c"), "--label-config"),
    (("x", "--to", "hugging_face", "--table", "t"), "--table is for a table"), (("x", "--to", "hugging_face", "--tables", "tsv"), "not 'tsv'"),
    (("x", "--to", "audformat", "--columns", "a"), "--columns chooses from a table")])
def test_flags_that_would_do_nothing_are_refused(database, tmp_path, flags, wanted):
    assert wanted in convert(database[0], tmp_path / flags[0], *flags[1:], code=2)
    assert not (tmp_path / flags[0]).exists()


@pytest.mark.parametrize("flag", [("--table", "t"), ("--tables", "csv"), ("--config", "c"), ("--label-config", "c"), ("--copy-media",)])
def test_so_they_are_of_table_to_table(tmp_path, flag):
    (tmp_path / "a.csv").write_text("a\n1\n")
    assert "is of data sets" in convert(tmp_path / "a.csv", tmp_path / "b.csv", *flag, code=2)


def test_what_strangers_write_is_no_live_yaml(tmp_path):
    """audformat loads db.yaml with a loader that makes objects of tags: a text of a card must stay one."""
    import yaml
    mark = tmp_path / "mark"
    for i, text in enumerate([f"!!python/object/apply:pathlib.Path.touch [{mark}]", "2030-01-01\nname: other", "*anchor"]):
        hub = tmp_path / f"hub{i}"
        (hub / "data").mkdir(parents=True)
        (hub / "data/train.csv").write_text("a\n1\n")
        (hub / "README.md").write_text("---\nexpires: " + json.dumps(text) + "\n---\n")
        convert(hub, tmp_path / f"db{i}", "--to", "audformat")
        assert yaml.load((tmp_path / f"db{i}/db.yaml").read_text(), Loader=yaml.CLoader)["expires"] == text
    assert not mark.exists()


def test_names_of_strangers_do_not_steer_the_terminal(tmp_path):
    (tmp_path / "db").mkdir()
    (tmp_path / "db/db.yaml").write_text('name: a\ntables: {t: {type: "\\e[31m"}}\nschemes: {"\\e[2J": {dtype: x}}\n')
    said = convert(tmp_path / "db", tmp_path / "x.csv", code=1)
    assert "\x1b" not in said and "db.yaml: row 3" in said


def test_how_sure_a_rater_is_comes_back(tmp_path):
    answer = {"id": 1, "model_version": "net", "score": 0.25, "result": [
        {"id": "a", "from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["joy"]}, "score": 0.25}]}
    tasks = [{"id": 1, "data": {"text": "x", "likes": 3}, "annotations": [], "predictions": [answer]}]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks))
    convert(tmp_path / "tasks.json", tmp_path / "db", "--to", "audformat")
    convert(tmp_path / "db", tmp_path / "again.json", "--to", "label_studio")
    again = json.loads((tmp_path / "again.json").read_text())
    assert again[0]["data"] == {"text": "x", "likes": 3} and again[0]["annotations"] == []
    assert again[0]["predictions"][0]["result"][0]["score"] == 0.25


def test_standard_output_takes_no_data_set(database):
    assert "to a file or a folder" in convert(database[0], "-", "--to", "label_studio", code=1)


def test_names_that_are_unknown_are_suggested(database, tmp_path):
    assert "did you mean 'audformat'" in convert(database[0], tmp_path / "x", "--to", "audformt", code=2)
    assert "turns" in convert(database[0], tmp_path / "x.csv", code=2)
    assert "did you mean 'turns'" in convert(database[0], tmp_path / "x.csv", "--table", "turn", code=2)
    assert "--to takes one of" in convert(database[0], tmp_path / "x", code=2)
    run("data", "convert", "--help")
