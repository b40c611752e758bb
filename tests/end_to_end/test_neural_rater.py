"""A folder of transformers as a rater, through the command: files, threads, kills, shards, long and odd texts, bad folders."""

import csv
import json
import math
import os
import re
import shutil
import signal
import subprocess
import time

import pyarrow.parquet as pq
import pytest
from conftest import COMMAND, run
from neural_models import LINES, Shape, make_folder
from tables import write_csv

ROWS = 3500  # four blocks


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("neural")


@pytest.fixture(scope="module")
def single(home):
    return make_folder(home / "single", Shape("bert", hidden=64, layers=2, intermediate=128, labels=3, seed=21))


@pytest.fixture(scope="module")
def several(home):
    return make_folder(home / "several", Shape("roberta", labels=28, problem="multi_label_classification", token_types=1, seed=22))


@pytest.fixture(scope="module")
def bare(home):
    return make_folder(home / "bare", Shape("distilbert", labels=0, seed=23))


@pytest.fixture(scope="module")
def posts(home):
    return write_csv(home / "posts.csv", ROWS)


def relabel(folder, to, labels, **more):
    """A copy of the folder whose labels are called otherwise."""
    shutil.copytree(folder, to)
    config = json.loads((to / "config.json").read_text())
    config.update(id2label=dict(enumerate(labels)), label2id={label: number for number, label in enumerate(labels)}, **more)
    (to / "config.json").write_text(json.dumps(config))
    return to


def job(source, output, folder, *more):
    return ["label", source, "--text", "body", "--raters", f"mine=hf:{folder},vader", "-o", output, *more]


def rows_of(path):
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text().splitlines()]
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read(text, folder, *more):
    return json.loads(run("read", text, "--raters", f"mine=hf:{folder}", "--json", *more).stdout)["readings"]["mine"]


def peer_probabilities(folder, several_labels=False):
    """Of LINES, one at a time."""
    import torch
    import transformers

    model = transformers.AutoModelForSequenceClassification.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    for text in LINES:
        with torch.inference_mode():
            logits = model(input_ids=tokenizer(text, return_tensors="pt")["input_ids"]).logits[0].double()
        yield (torch.sigmoid(logits) if several_labels else torch.softmax(logits, 0)).tolist()


def read_lines(folder):
    done = run("read", "-", "--raters", f"mine=hf:{folder}", "--json", stdin="".join(line + "\n" for line in LINES).encode())
    return [json.loads(line)["readings"]["mine"] for line in done.stdout.splitlines()]


def test_reads_as_transformers_does(single, several):
    for reading, wanted in zip(read_lines(single), peer_probabilities(single)):
        got = [reading["mine.label_0"], reading["mine.label_1"], reading["mine.label_2"]]
        assert got == pytest.approx(wanted, abs=1e-5)
        assert reading["mine"] == f"label_{wanted.index(max(wanted))}" and reading["mine.confidence"] == max(got)
    for reading, wanted in zip(read_lines(several), peer_probabilities(several, True)):
        assert [reading[f"mine.label_{number}"] for number in range(28)] == pytest.approx(wanted, abs=1e-5)
        assert reading["mine"] == [f"label_{number}" for number, value in enumerate(wanted) if value >= 0.5]


def test_labels_that_match_a_scheme_are_its_own(single, tmp_path):
    folder = relabel(single, tmp_path / "sentiment", ["Positive", "NEG", "neutral"])
    plain, matched = read(LINES[0], single), read(LINES[0], folder)
    assert matched["sentiment3.positive"] == plain["mine.label_0"] and matched["sentiment3.negative"] == plain["mine.label_1"]
    assert matched["sentiment3"] == {"label_0": "positive", "label_1": "negative", "label_2": "neutral"}[plain["mine"]]


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_bytes_do_not_depend_on_threads_kills_or_shards(posts, single, tmp_path, kind):
    whole = tmp_path / f"whole.{kind}"
    begun = time.monotonic()
    run(*job(posts, whole, single, "--threads", "1"))
    seconds = time.monotonic() - begun
    two = tmp_path / f"two.{kind}"
    run(*job(posts, two, single, "--threads", "2"))
    assert two.read_bytes() == whole.read_bytes()

    killed, hits = tmp_path / f"killed.{kind}", 0
    for part in range(1, 4):
        process = subprocess.Popen([COMMAND, *map(str, job(posts, killed, single, "--threads", "2"))], stderr=subprocess.DEVNULL)
        time.sleep(seconds * part / 5)
        process.send_signal(signal.SIGKILL)
        hits += process.wait() == -signal.SIGKILL
    run(*job(posts, killed, single), code=None)  # refused when it was finished before a kill
    assert hits and killed.read_bytes() == whole.read_bytes()

    shards = [tmp_path / f"{index}.{kind}" for index in (1, 2)]
    for index, shard in enumerate(shards, 1):
        run(*job(posts, shard, single, "--shard", f"{index}/2"))
    run("data", "merge", *shards, "-o", tmp_path / f"merged.{kind}")
    assert (tmp_path / f"merged.{kind}").read_bytes() == whole.read_bytes()
    rows = rows_of(whole)
    assert len(rows) == ROWS and rows[0]["body.mine.status"] == "ok" and rows[0]["body.mine.mine"].startswith("label_")


def test_metadata_holds_what_decides_the_content(posts, single, tmp_path):
    output = tmp_path / "o.parquet"
    run(*job(posts, output, single, "--limit", "10", "--set", "mine.window=32", "--explain"))
    raters = json.loads(pq.read_schema(output).metadata[b"openaffect.raters"])
    mine = next(rater for rater in raters if rater["name"] == "mine")
    assert mine["settings"] == {"precision": "float32", "window": "32", "overlap": "8", "most_windows": "64"}
    assert len(mine["sha256"]) == 64 and mine["kind"] == "model"
    evidence = pq.read_table(output).column("body.mine.evidence").to_pylist()[0]
    assert evidence and {item["field"] for item in evidence} <= {"mine.label_0", "mine.label_1", "mine.label_2"}
    partial = tmp_path / "p.parquet"
    process = subprocess.Popen([COMMAND, *map(str, job(posts, partial, single))], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    process.kill()
    process.wait()
    if not partial.exists() and (tmp_path / "p.parquet.partial/manifest.jsonl").exists():
        assert "rater mine" in run(*job(posts, partial, single, "--set", "mine.window=32"), code=1).stderr.decode()


def test_odd_texts_are_answers(single, tmp_path):
    texts = ["", "😀😀😀", "שלום עולם، مرحبا", "a\u0000b", "   ", "\u200b\u202e", "x" * 5000, "word " * 3000]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"body": text}) + "\n" for text in [*texts, None]))
    run("label", source, "--text", "body", "--raters", f"mine=hf:{single}", "--explain", "-o", tmp_path / "out.jsonl")
    rows = rows_of(tmp_path / "out.jsonl")
    assert [row["body.mine.status"] for row in rows] == ["ok"] * 7 + ["truncated", "no_text"]
    assert rows[-1]["body.mine.mine"] is None and rows[0]["body.mine.mine"].startswith("label_")
    for row in rows[:-1]:
        assert sum(row[f"body.mine.mine.label_{number}"] for number in range(3)) == pytest.approx(1)
    assert rows[1]["body.mine.evidence"][0]["text"] == "😀😀😀"


def test_ten_megabytes_are_read_as_far_as_is_said(single, tmp_path):
    source = tmp_path / "big.jsonl"
    source.write_text(json.dumps({"body": "What a terrible day. " * 500_000}) + "\n")
    run("label", source, "--text", "body", "--raters", f"mine=hf:{single}", "--explain", "-o", tmp_path / "out.jsonl", timeout=60)
    row = rows_of(tmp_path / "out.jsonl")[0]
    assert row["body.mine.status"] == "truncated" and row["body.mine.evidence"][-1]["end"] < 100_000


def test_windows_are_pooled_by_the_tokens_they_add(single):
    """Words of one token each: windows of 10 that share 4 hold tokens 0-10, 6-16, 10-20; they add 10, 6 and 4."""
    words = ("so ok " * 10).split()
    parts = [read(" ".join(words[begin:end]), single) for begin, end in ((0, 10), (6, 16), (10, 20))]
    pooled = read(" ".join(words), single, "--set", "mine.window=12", "--set", "mine.overlap=4")
    for number in range(3):
        wanted = sum(share * part[f"mine.label_{number}"] for share, part in zip((0.5, 0.3, 0.2), parts))
        assert pooled[f"mine.label_{number}"] == pytest.approx(wanted, abs=1e-6)
    assert pooled["status"] == "ok"
    short = read(" ".join(words), single, "--set", "mine.window=12", "--set", "mine.overlap=4", "--set", "mine.most_windows=1")
    assert short["status"] == "truncated" and short["mine.label_0"] == pytest.approx(parts[0]["mine.label_0"], abs=1e-6)


def test_embeddings(single, bare, posts, tmp_path):
    assert "--embed" in run("read", "x", "--raters", f"hf:{bare}", code=1).stderr.decode()
    reading = read(LINES[0], bare, "--embed")
    assert list(reading) == ["embedding", "status", "evidence"] and len(reading["embedding"]) == 32
    assert math.hypot(*reading["embedding"]) == pytest.approx(1, abs=1e-6)
    output = tmp_path / "o.parquet"
    run(*job(posts, output, single, "--embed", "--limit", "5"))
    column = pq.read_table(output).column("body.mine.embedding")
    assert column.type.list_size == 64 and len(column) == 5


def test_explains_in_the_terminal_and_as_json(single):
    text = "I love this terrible day"
    reading = read(text, single, "--explain")
    assert [item["text"] for item in reading["evidence"]] == text.split()
    without = read("I this terrible day", single)
    odds = [math.log(p / (1 - p)) for p in (reading[f"mine.{reading['mine']}"], without[f"mine.{reading['mine']}"])]
    assert reading["evidence"][1]["weight"] == pytest.approx(odds[0] - odds[1], abs=1e-4)
    assert reading["evidence"][1] | {"weight": 0} == {"start": 2, "end": 6, "text": "love", "field": f"mine.{reading['mine']}", "weight": 0}
    shown = run("read", text, "--raters", f"mine=hf:{single}", "--explain").stdout.decode()
    assert "terrible" in shown and f"mine.{reading['mine']}" in shown


def test_a_page_marks_the_words_of_a_network_that_it_is_told_of(posts, single, tmp_path):
    output, page = tmp_path / "o.parquet", tmp_path / "page.html"
    run(*job(posts, output, single, "--limit", "5"))
    run("report", output, "-o", page)
    marked = re.compile(r'"evidence":\{"mine\.label_\d":\[\[')
    assert not marked.search(page.read_text())
    run("report", output, "--raters", f"mine=hf:{single}", "-o", page)
    assert marked.search(page.read_text())


def test_raters_show(single, several, bare, tmp_path):
    (single / "README.md").write_text("---\nlicense: cc-by-nc-4.0\n---\n")
    text = run("raters", "show", f"mine=hf:{single}", "--precision", "float32").stdout.decode()
    (single / "README.md").unlink()
    for said in ("cc-by-nc-4.0 (class nc)", "bert", "layers:", "parameters:", "float32", "libtorch", "mine.confidence", "longest text:", "window=64"):
        assert said in text, said
    shown = json.loads(run("raters", "show", f"hf:{several}", "--json").stdout)[0]
    assert shown["name"] == "several" and shown["details"]["problem"] == "multi_label" and shown["licence"].startswith("unknown")
    assert shown["details"]["parameters"] > 10_000 and shown["settings"]["threshold"] == "0.5"
    assert json.loads(run("raters", "show", f"hf:{bare}", "--embed", "--json").stdout)[0]["details"]["head"].startswith("none")
    assert "hf:FOLDER" in run("raters").stdout.decode()


@pytest.mark.parametrize("arguments, code, said", [
    (["--precision", "int9"], 2, "did you mean 'int8'?"),
    (["--precision", ""], 2, "unknown precision"),
    (["--device", "gpu"], 2, "cpu, cuda"),
    (["--set", "mine.windw=5"], 2, "did you mean 'mine.window'?"),
    (["--set", "mine.window=2"], 2, "mine.window takes"),
    (["--set", "mine.window=65"], 2, "3 to 64"),
    (["--set", "mine.window=12", "--set", "mine.overlap=10"], 2, "mine.overlap takes 0 to 9"),
])
def test_wrong_options(single, arguments, code, said):
    assert said in run("read", "x", "--raters", f"mine=hf:{single}", *arguments, code=code).stderr.decode()


def test_options_of_networks_want_a_network():
    assert "--precision" in run("read", "x", "--raters", "vader", "--precision", "int8", code=2).stderr.decode()
    assert "hf:FOLDER" in run("read", "x", "--raters", "hf", code=2).stderr.decode()


def without(name):
    return lambda folder: (folder / name).unlink()


def changed(**fields):
    return lambda folder: (folder / "config.json").write_text(json.dumps(json.loads((folder / "config.json").read_text()) | fields))


def cut(folder):
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


def lying(folder):
    path = folder / "model.safetensors"
    path.write_bytes((1 << 60).to_bytes(8, "little") + path.read_bytes()[8:])


def pickled(folder):
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")


def no_tokenizer(folder):
    for name in os.listdir(folder):
        if "token" in name or "vocab" in name:
            (folder / name).unlink()


@pytest.mark.parametrize("spoil, said", [
    (without("config.json"), "config.json"),
    (without("model.safetensors"), "safetensors"),
    (no_tokenizer, "tokenizer"),
    (pickled, "save_pretrained"),
    (cut, "model.safetensors"),
    (lying, "model.safetensors"),
    (changed(model_type="gpt2"), "distilbert"),
    (changed(num_hidden_layers=3), "layer.2"),
    (changed(num_hidden_layers=1), "layer.1"),
    (changed(intermediate_size=100), "100"),
    (changed(vocab_size=10), "10"),
])
def test_bad_folders(single, tmp_path, spoil, said):
    folder = shutil.copytree(single, tmp_path / "bad")
    spoil(folder)
    done = run("read", "x", "--raters", f"hf:{folder}", code=1)
    assert said in done.stderr.decode() and not done.stdout


def test_no_folder(tmp_path):
    assert "nowhere" in run("read", "x", "--raters", f"hf:{tmp_path}/nowhere", code=1).stderr.decode()
    assert run("read", "x", "--raters", "hf:", code=2).stderr
    (tmp_path / "one,two").mkdir()
    assert "one,two" in run("read", "x", "--raters", f"hf:{tmp_path}/one\\,two", code=1).stderr.decode()


def libraries(*arguments):
    """The shared libraries that a run loads, as the loader tells."""
    return subprocess.run([COMMAND, *map(str, arguments)], env={**os.environ, "LD_DEBUG": "files"}, capture_output=True).stderr.decode(errors="replace")


def test_libtorch_is_opened_for_networks_alone(posts, single, tmp_path):
    """--help, lexicon labelling and the list of raters stay as they were."""
    for arguments in (["--help"], ["label", "--help"], ["raters"], ["read", "so glad", "--raters", "vader,pattern"], ["label", posts, "--text", "body", "-o", tmp_path / "o.csv", "--limit", "9"]):
        assert "libtorch_cpu.so" not in libraries(*arguments), arguments
    assert "libtorch_cpu" in libraries("read", "so glad", "--raters", f"hf:{single}")


def test_doctor_names_libtorch():
    found = json.loads(run("doctor", "--json", code=None).stdout)
    assert found["libraries"]["libtorch"].startswith("2.") and {"name": "networks", "ok": True, "trouble": ""} in found["parts"]
