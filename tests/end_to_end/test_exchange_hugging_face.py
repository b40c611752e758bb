"""Hugging Face folders through `data convert`, checked by the package datasets itself."""

import json

import pytest

from exchanged import convert, left_out, load_audformat, load_hub

datasets = pytest.importorskip("datasets")

FEATURES = {
    "text": "string", "score": "float32", "count": "int32", "flag": "bool",
}


def features():
    made = {name: datasets.Value(kind) for name, kind in FEATURES.items()}
    made["label"] = datasets.ClassLabel(names=["neg", "neutral", "pos"])
    made["labels"] = datasets.List(datasets.ClassLabel(names=["joy", "fear", "yes"]))
    made["words"] = datasets.List(datasets.Value("string"))
    return datasets.Features(made)


def rows(n):
    return {"text": [f"text {i}, “q”\n" if i % 3 else "" for i in range(n)], "score": [i / 2 for i in range(n)], "count": list(range(n)),
            "flag": [bool(i % 2) if i else None for i in range(n)], "label": [i % 3 if i % 5 else None for i in range(n)],
            "labels": [[0, 2][: i % 3] for i in range(n)], "words": [["a"] * (i % 2) for i in range(n)]}


def hub_folder(folder, sizes={"train": 30, "test": 7}):
    made = {split: datasets.Dataset.from_dict(rows(n), features=features()) for split, n in sizes.items()}
    (folder / "data").mkdir(parents=True)
    for split, dataset in made.items():
        dataset.to_parquet(str(folder / f"data/{split}-00000-of-00001.parquet"))
    info = {"features": features()._to_yaml_list(), "splits": [{"name": split, "num_examples": n} for split, n in sizes.items()]}
    import yaml
    card = {"license": "cc-by-4.0", "language": ["en"], "pretty_name": "Mini: set", "task_categories": ["text-classification"],
            "dataset_info": info, "configs": [{"config_name": "default", "data_files": [
                {"split": split, "path": f"data/{split}-*"} for split in sizes]}]}
    (folder / "README.md").write_text("---\n" + yaml.safe_dump(card) + "---\n\n# Mini\n\nTexts.\n")
    return made


def same(before, after):
    assert set(before) == set(after)
    for split in before:
        assert after[split].features == before[split].features
        assert after[split].to_dict() == before[split].to_dict()


@pytest.mark.parametrize("over", ["hugging_face", "audformat", "table"])
def test_a_folder_comes_back(tmp_path, over):
    before = hub_folder(tmp_path / "hub")
    if over == "table":
        convert(tmp_path / "hub", tmp_path / "all.parquet")
        between = tmp_path / "all.parquet"
    else:
        between = tmp_path / "between"
        convert(tmp_path / "hub", between, "--to", over)
    convert(between, tmp_path / "again", "--to", "hugging_face")
    same(before, load_hub(tmp_path / "again", tmp_path / "cache"))
    card = (tmp_path / "again/README.md").read_text()
    assert "license: cc-by-4.0" in card and "task_categories" in card and "# Mini\n\nTexts." in card


@pytest.mark.parametrize("tables", ["csv", "jsonl"])
def test_text_tables_load_too(tmp_path, tables):
    hub_folder(tmp_path / "hub")
    convert(tmp_path / "hub", tmp_path / "plain.csv")
    convert(tmp_path / "hub", tmp_path / "made", "--to", "hugging_face", "--tables", tables)
    if tables == "jsonl":
        after = load_hub(tmp_path / "made", tmp_path / "cache")
        assert after["train"].features["label"].names == ["neg", "neutral", "pos"]
        assert after["test"]["labels"][:] == rows(7)["labels"]
    convert(tmp_path / "made", tmp_path / "db", "--to", "audformat")
    db = load_audformat(tmp_path / "db")
    names = ["neg", "neutral", "pos"]
    assert [x if isinstance(x, str) else None for x in db["test"].df["label"]] == [None if x is None else names[x] for x in rows(7)["label"]]


def test_metadata_beside_files(tmp_path):
    for split, files in {"train": ["a.wav", "sub/b.wav"], "test": ["c.wav"]}.items():
        lines = [json.dumps({"file_name": file, "emotion": "joy", "age": 3}) for file in files]
        (tmp_path / "set" / split / "sub").mkdir(parents=True)
        (tmp_path / "set" / split / "metadata.jsonl").write_text("\n".join(lines) + "\n")
        for file in files:
            (tmp_path / "set" / split / file).write_bytes(b"RIFF" + file.encode())
    said = convert(tmp_path / "set", tmp_path / "db", "--to", "audformat")
    assert "3 files are named, not copied" in said
    db = load_audformat(tmp_path / "db")
    assert list(db["train"].df.index) == ["train/a.wav", "train/sub/b.wav"] and db["train"].is_filewise
    convert(tmp_path / "set", tmp_path / "copied", "--to", "audformat", "--copy-media")
    assert (tmp_path / "copied/test/c.wav").read_bytes() == b"RIFFc.wav"


def test_several_configurations(tmp_path):
    hub_folder(tmp_path / "hub")
    text = (tmp_path / "hub/README.md").read_text().replace("config_name: default", "config_name: one").replace("dataset_info:", "old_info:")
    text = text.replace("configs:\n", "configs:\n- config_name: two\n  data_files: data/test-*\n")
    (tmp_path / "hub/README.md").write_text(text)
    assert "--config takes one of: two, one" in convert(tmp_path / "hub", tmp_path / "x.parquet", code=2)
    assert "did you mean 'two'" in convert(tmp_path / "hub", tmp_path / "x.parquet", "--config", "twoo", code=2)
    convert(tmp_path / "hub", tmp_path / "x.jsonl", "--config", "two", "--from", "hugging_face")
    assert len((tmp_path / "x.jsonl").read_text().splitlines()) == 7


def test_what_is_broken_is_named(tmp_path):
    folder = tmp_path / "set"
    (folder / "data").mkdir(parents=True)
    (folder / "data/train.csv").write_text("label\n0\n7\n")
    card = "---\ndataset_info:\n  features:\n  - name: label\n    dtype:\n      class_label:\n        names: ['a', 'b']\n---\n"
    (folder / "README.md").write_text(card)
    assert "data/train.csv: row 2, column label: label 7 of 2" in convert(folder, tmp_path / "x.csv", code=1)
    (folder / "README.md").write_text("---\na: [\n---\n")
    assert "README.md: row" in convert(folder, tmp_path / "x.csv", code=1)
    (folder / "README.md").write_text("---\nconfigs:\n- config_name: d\n  data_files: ../../etc/passwd\n---\n")
    assert "lies outside the folder" in convert(folder, tmp_path / "x.csv", code=1)
    (folder / "README.md").write_text("# no front matter\n")
    (folder / "data/test.csv").write_text("other\n1\n")
    convert(folder, tmp_path / "y.csv", "--table", "train")  # tables of other columns are no splits of one
    assert (tmp_path / "y.csv").read_text() == "label\n0\n7\n"


def test_goemotions(data, tmp_path):
    """The catalogue's table, with its lists of 28 labels, as a folder of the hub."""
    from conftest import run
    run("data", "fetch", "goemotions", environment={"XDG_CACHE_HOME": str(tmp_path / "cache"), "OPENAFFECT_DATA": str(data)})
    table = tmp_path / "cache/openaffect/data/goemotions/goemotions.parquet"
    convert(table, tmp_path / "hub", "--to", "hugging_face")
    loaded = load_hub(tmp_path / "hub", tmp_path / "hub_cache")
    assert {split: len(loaded[split]) for split in loaded} == {"train": 43410, "development": 5426, "test": 5427}
    assert len(loaded["test"].features["goemotions28"].feature.names) == 28
    convert(tmp_path / "hub", tmp_path / "again.parquet")
    import pyarrow.parquet as pq
    before, after = pq.read_table(table), pq.read_table(tmp_path / "again.parquet")
    for column in ("id", "text", "goemotions28", "split"):
        assert after.sort_by("id")[column].to_pylist() == before.sort_by("id")[column].to_pylist(), column
    assert left_out(tmp_path / "again.parquet") == []


def test_media_inside_tables_leave_their_names(tmp_path):
    """Bytes within Parquet are not brought along as text, and the column stays in its place."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    (tmp_path / "hub/data").mkdir(parents=True)
    audio = pa.array([{"bytes": b"RIFF" * 1000, "path": f"{i}.wav"} for i in range(3)])
    pq.write_table(pa.table({"id": ["x", "y", "z"], "audio": audio, "mood": [0, 1, 0]}), tmp_path / "hub/data/train.parquet")
    info = {"info": {"features": {"audio": {"_type": "Audio"}}}}
    table = pq.read_table(tmp_path / "hub/data/train.parquet").replace_schema_metadata({"huggingface": json.dumps(info)})
    pq.write_table(table, tmp_path / "hub/data/train.parquet")
    convert(tmp_path / "hub", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "id,audio,mood,split\nx,0.wav,0,train\ny,1.wav,1,train\nz,2.wav,0,train\n"
    assert "the media inside column audio are left out; their names stay" in left_out(tmp_path / "out.csv")
