"""A model of our own trainer as a rater, through the command."""

import csv
import json
import math
import pathlib
import shutil

import numpy as np
import pyarrow.parquet as pq
import pytest
from conftest import run
from neural_models import LINES
from tables import write_csv
from trained_models import EKMAN, HEADS, MOOD, SEMEVAL, SENTIMENT, SST, description, make_trained, outputs, sigmoid, softmax

ROWS = 3000


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("trained")


@pytest.fixture(scope="module")
def tiny(home):
    return make_trained(home / "tiny")


@pytest.fixture(scope="module")
def posts(home):
    return write_csv(home / "posts.csv", ROWS)


def read(text, folder, *more):
    return json.loads(run("read", text, "--raters", f"mine=model:{folder}", "--json", *more).stdout)["readings"]["mine"]


def changed(folder, to, **changes):
    shutil.copytree(folder, to)
    (to / "openaffect.json").write_text(json.dumps(description(**changes)))
    return to


@pytest.mark.parametrize("kind, features", [("bert", "first"), ("roberta", "first"), ("distilbert", "first"), ("mpnet", "first"), ("bert", "first_and_mean")])
def test_reads_as_torch_does(home, kind, features):
    folder = make_trained(home / f"read_{kind}_{features}", kind, features=features)
    for text in LINES[1:5]:  # no emoji, no links: prepared, they are the same
        reading, wanted = read(text, folder), outputs(folder, text)
        close = lambda names, values: [reading[name] for name in names] == pytest.approx(list(values), abs=2e-5)
        assert close([f"sentiment3.{label}" for label in SENTIMENT], softmax(wanted["sentiment3"] / 1.5))
        assert reading["sentiment3"] == SENTIMENT[int(wanted["sentiment3"].argmax())]
        assert reading["sentiment3.confidence"] == max(reading[f"sentiment3.{label}"] for label in SENTIMENT)
        ekman = sigmoid(wanted["ekman7"])
        assert close([f"ekman7.{label}" for label in EKMAN], ekman)
        assert reading["ekman7"] == EKMAN[int((ekman - np.array(HEADS[1]["thresholds"])).argmax())]
        semeval = sigmoid(wanted["semeval11"] / 0.8)
        assert reading["semeval11"] == [label for label, value in zip(SEMEVAL, semeval) if value >= 0.5]
        steps = np.concatenate([[1], sigmoid(wanted["sst5"]), [0]])
        grades = np.maximum(steps[:-1] - steps[1:], 0)
        assert close([f"sst5.{grade}" for grade in SST], grades / grades.sum())
        assert reading["sst5"] == SST[int((steps[1:-1] > 0.5).sum())]
        assert close(["mood.low", "mood.high"], softmax(wanted["mood"]))
        assert close(["polarity"], np.clip(wanted["polarity"], -1, 1))
        assert close(["vad.valence", "vad.arousal", "vad.dominance"], np.clip(wanted["vad"], -1, 1))


def test_columns_in_csv_and_parquet(posts, tiny, tmp_path):
    for name in ("o.parquet", "o.csv"):
        run("label", posts, "--text", "body", "--raters", f"text=model:{tiny}", "-o", tmp_path / name, "--limit", "5")
    wanted = ["sentiment3", *(f"sentiment3.{label}" for label in SENTIMENT), "sentiment3.confidence",
              "ekman7", *(f"ekman7.{label}" for label in EKMAN), "ekman7.confidence", "semeval11", *(f"semeval11.{label}" for label in SEMEVAL),
              "sst5", *(f"sst5.{grade}" for grade in SST), "sst5.confidence", "mood", "mood.low", "mood.high", "mood.confidence",
              "polarity", "vad.valence", "vad.arousal", "vad.dominance", "status"]
    table = pq.read_table(tmp_path / "o.parquet")
    assert [name for name in table.column_names if name.startswith("body.text.")] == [f"body.text.{name}" for name in wanted]
    with open(tmp_path / "o.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row, exact in zip(rows, table.to_pylist(), strict=True):
        assert row["body.text.ekman7"] == exact["body.text.ekman7"] and float(row["body.text.polarity"]) == exact["body.text.polarity"]
        assert isinstance(exact["body.text.semeval11"], list)
    metadata = table.schema.metadata
    rater = json.loads(metadata[b"openaffect.raters"])[0]
    assert rater["version"] == "1.0" and rater["settings"]["window"] == "64" and "mood" in {scheme["id"] for scheme in json.loads(metadata[b"openaffect.schemes"])}


def test_bytes_do_not_depend_on_threads_or_shards(posts, tiny, tmp_path):
    job = lambda output, *more: run("label", posts, "--text", "body", "--raters", f"mine=model:{tiny}", "-o", output, *more)
    job(tmp_path / "one.parquet", "--threads", "1")
    job(tmp_path / "two.parquet", "--threads", "2")
    shards = [tmp_path / "1.parquet", tmp_path / "2.parquet"]
    for index, shard in enumerate(shards, 1):
        job(shard, "--shard", f"{index}/2")
    run("data", "merge", *shards, "-o", tmp_path / "merged.parquet")
    whole = (tmp_path / "one.parquet").read_bytes()
    assert (tmp_path / "two.parquet").read_bytes() == whole and (tmp_path / "merged.parquet").read_bytes() == whole


def test_evidence_stands_in_the_text_that_came(tiny):
    text = "é &amp; thank you 😀 @someone"
    reading = read(text, tiny, "--explain")
    words = [item for item in reading["evidence"] if item["field"] == "polarity"]
    assert [item["text"] for item in words] == ["é", "&", "amp", ";", "thank", "you", "😀", "@", "someone"]
    for item in reading["evidence"]:
        assert text[item["start"]:item["end"]] == item["text"]
    fields = {item["field"] for item in reading["evidence"]}
    assert f"sentiment3.{reading['sentiment3']}" in fields and "sst5" in fields and "vad.arousal" in fields
    without = read("é &amp; you 😀 @someone", tiny)
    wanted = [math.log(p / (1 - p)) for p in (one[f"sentiment3.{reading['sentiment3']}"] for one in (reading, without))]
    got = next(item["weight"] for item in reading["evidence"] if item["text"] == "thank" and item["field"] == f"sentiment3.{reading['sentiment3']}")
    assert got == pytest.approx(wanted[0] - wanted[1], abs=1e-4)


def test_texts_are_prepared(tiny):
    same = [read(text, tiny) for text in ("so kind @somebody &amp; https://t.co/x", "so kind @user & http")]
    assert {key: value for key, value in same[0].items() if key != "evidence"} == {key: value for key, value in same[1].items() if key != "evidence"}


def test_min_confidence_and_windows(posts, tiny, tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"body": text}) + "\n" for text in ["", "What a day. " * 5000, None]))
    run("label", source, "--text", "body", "--raters", f"mine=model:{tiny}", "-o", tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["body.mine.status"] for row in rows] == ["ok", "truncated", "no_text"]
    assert rows[1]["body.mine.ekman7"] in EKMAN and rows[2]["body.mine.polarity"] is None
    run("label", posts, "--text", "body", "--raters", f"mine=model:{tiny}", "-o", tmp_path / "sure.parquet", "--min-confidence", ".99", "--limit", "20")
    statuses = pq.read_table(tmp_path / "sure.parquet").column("body.mine.status").to_pylist()
    assert "abstain" in statuses


def test_embeddings_come_with_the_labels(tiny):
    plain, both = read(LINES[0], tiny), read(LINES[0], tiny, "--embed")
    assert len(both["embedding"]) == 32 and math.hypot(*both["embedding"]) == pytest.approx(1, abs=1e-6)
    assert all(both[name] == plain[name] for name in plain)


def test_in_the_terminal(tiny):
    shown = run("read", LINES[0], "--raters", f"vader,mine=model:{tiny}").stdout.decode()
    assert "compound" in shown and "\n  mine\n" in shown and "✓ " in shown and " %" in shown and "valence " in shown
    assert "semeval11" in shown and len(shown.splitlines()) < 70
    text = run("raters", "show", f"model:{tiny}").stdout.decode()
    for said in ("tiny 1.0 (model)", "A tiny model for tests.", "Apache-2.0 (class open)", "languages: en", "ekman7 (multi_label)", "made_up (sha256", "emoji"):
        assert said in text, said
    assert "model:FOLDER" in run("raters").stdout.decode()


def test_one_threshold_for_all(tiny):
    high, low = (read(LINES[0], tiny, "--set", f"mine.threshold={value}") for value in (".999", ".001"))
    assert high["semeval11"] == [] and low["semeval11"] == SEMEVAL
    assert "mine.range" in run("read", "x", "--raters", f"mine=model:{tiny}", "--set", "mine.range=1,5", code=2).stderr.decode()


def spoiled(change):
    """A change of openaffect.json."""
    def spoil(folder):
        path = folder / "openaffect.json"
        model = json.loads(path.read_text())
        change(model)
        path.write_text(json.dumps(model))
    return spoil


def retensored(change):
    """A change of the tensors."""
    def spoil(folder):
        import safetensors.torch

        tensors = safetensors.torch.load_file(folder / "model.safetensors")
        change(tensors)
        safetensors.torch.save_file(tensors, folder / "model.safetensors")
    return spoil


def as_int8(tensors):
    import torch

    tensors["heads.vad.dense.weight"] = tensors["heads.vad.dense.weight"].to(torch.int8)


@pytest.mark.parametrize("spoil, said", [
    (lambda folder: (folder / "openaffect.json").write_text("{"), "openaffect.json: byte"),
    (lambda folder: (folder / "openaffect.json").unlink(), "hf:"),
    (spoiled(lambda model: model.update(sumary="x")), "did you mean 'summary'?"),
    (spoiled(lambda model: model["heads"][1]["thresholds"].__setitem__(2, 1.5)), "heads[1].thresholds[2]: 1.5 is not between 0 and 1"),
    (spoiled(lambda model: model["heads"][1]["thresholds"].pop()), "heads[1].thresholds: 6 given, and 7 labels"),
    (spoiled(lambda model: model["heads"][0].update(temperature=-1)), "heads[0].temperature"),
    (spoiled(lambda model: model["heads"][0]["names"].reverse()), "heads[0].names[0]"),
    (spoiled(lambda model: model["heads"][0].update(scheme="sentiment4")), "did you mean 'sentiment3'?"),
    (spoiled(lambda model: model.update(longest_text=65)), "longest_text: 65, and the encoder takes 64 tokens"),
    (spoiled(lambda model: model["heads"].append({**HEADS[0], "id": "more"})), "tensor 'heads.more.dense.weight', head more's first part, is missing"),
    (retensored(lambda tensors: tensors.pop("heads.vad.output.bias")), "'heads.vad.output.bias'"),
    (retensored(lambda tensors: tensors.update({"heads.vad.output.bias": tensors["heads.sst5.output.bias"].clone()})), "has shape [4], and config.json and openaffect.json ask for [3]"),
    (retensored(as_int8), "'heads.vad.dense.weight.scale', the scale of the int8 matrix"),
])
def test_broken_folders(tiny, tmp_path, spoil, said):
    folder = pathlib.Path(shutil.copytree(tiny, tmp_path / "bad"))
    spoil(folder)
    done = run("read", "x", "--raters", f"mine=model:{folder}", code=1)
    assert said in done.stderr.decode() and not done.stdout


def test_hf_says_how_to_give_it(tiny):
    assert f"mine=model:{tiny}" in run("read", "x", "--raters", f"mine=hf:{tiny}", code=1).stderr.decode()
    assert "model:FOLDER" in run("read", "x", "--raters", "model", code=2).stderr.decode()


def test_installed_models_have_names(tiny, tmp_path):
    """A share folder with models/text in it: listed as here, and who reads when nobody is named."""
    share = tmp_path / "share"
    (share / "models").mkdir(parents=True)
    (share / "models/text").symlink_to(tiny)
    environment = {"OPENAFFECT_SHARE": str(share)}
    listed = {rater["name"]: rater["here"] for rater in json.loads(run("raters", "--json", environment=environment).stdout)}
    assert listed["text"] is True and "text_research" in listed
    readings = json.loads(run("read", "so glad", "--json", environment=environment).stdout)["readings"]
    assert {"vader", "pattern", "text"} <= set(readings) and readings["text"]["sentiment3"] in SENTIMENT
    assert json.loads(run("raters", "show", "text", "--json", environment=environment).stdout)[0]["name"] == "text"
    assert {"rater": "text", "folder": str(share / "models/text"), "here": True} in json.loads(run("doctor", "--json", environment=environment, code=None).stdout)["models"]


def test_a_scheme_of_ones_own_is_in_the_folder(tiny, tmp_path):
    renamed = {**MOOD, "labels": [{"id": "down", "definition": "A bad day."}, {"id": "up", "definition": "A good day."}]}
    heads = [head if head["id"] != "mood" else {**head, "names": ["down", "up"]} for head in HEADS]
    folder = changed(tiny, tmp_path / "own", heads=heads, schemes=[renamed])
    assert read(LINES[0], folder)["mood"] in ("down", "up")
