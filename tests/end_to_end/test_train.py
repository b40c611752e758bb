"""`openaffect train text`: from a table to a rater, stopped and continued, and everything that is refused."""

import csv
import hashlib
import json
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import time

import pytest
from conftest import COMMAND, run
from neural_models import Shape, make_folder
from tables import WORDS

GOOD, BAD = ["good", "great", "happy", "love", "lovely"], ["bad", "awful", "hate", "terrible", "sad"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("train")


@pytest.fixture(scope="module")
def base(home):
    return make_folder(home / "base", Shape("bert", hidden=32, layers=2, labels=0, seed=31))


def rows(count=120, seed=1):
    """(body, mood, person, split): random words, some of them telling; every split has both moods."""
    rng = random.Random(seed)
    for number in range(count):
        glad = number % 2
        words = rng.sample(WORDS, 8) + rng.sample(GOOD if glad else BAD, 3)
        rng.shuffle(words)
        yield " ".join(words), "glad" if glad else "low", f"p{number % 12}", ("train", "train", "train", "development", "test")[number // 2 % 5]


def write(path, table, head=("body", "mood", "person", "split")):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *table])
    return path


@pytest.fixture(scope="module")
def mine(home):
    return write(home / "mine.csv", rows())


def job(data, base, output, *more):
    """Flags in `more` take the place of these."""
    flags = {"--data": data, "--text": "body", "--label": "mood", "--base": base, "-o": output, "--batch": "8", "--epochs": "3", "--resamples": "200",
             "--threads": "1"}
    for name, value in zip(more, more[1:]):
        flags.pop(name if name in flags and value else "", None)
    return ["train", "text", *(word for flag in flags.items() for word in flag), *more]


@pytest.fixture(scope="module")
def trained(home, mine, base):
    """Fast rates: it is small, and has to learn something."""
    flags = ["--epochs", "20", "--lr", "0.003", "--head-lr", "0.01", "--ema", "0.9"]
    return home / "mood_model", run(*job(mine, base, home / "mood_model", "--json", *flags))


def test_a_table_becomes_a_rater(trained, home):
    folder, done = trained
    summary = json.loads(done.stdout)
    assert summary["model"] == str(folder) and summary["name"] == "mood_model" and not summary["continued"]
    assert [head["names"] for head in summary["heads"]] == [["glad", "low"]]
    measured = {(score["part"], score["metric"]) for score in summary["scores"]}
    assert {("test", "macro_f1"), ("test", "accuracy"), ("development", "balanced_accuracy")} <= measured
    assert summary["score"] > .6  # of two moods, half is chance
    assert all(score["ci"] and score["ci"][0] <= score["value"] <= score["ci"][1] for score in summary["scores"] if score["value"] is not None)
    said = done.stderr.decode()
    assert said.index("glad") < said.index("trained; scoring")  # class counts before training
    assert not (home / "mood_model.partial").exists()
    for name in ("openaffect.json", "model.safetensors", "config.json", "README.md", "log.jsonl", "curves.html"):
        assert (folder / name).stat().st_size > 0, name
    reading = json.loads(run("read", "what a lovely great day", "--raters", f"model:{folder}", "--json").stdout)["readings"]["mood_model"]
    assert reading["status"] == "ok" and reading["mood"] in ("glad", "low")
    assert reading["mood.glad"] + reading["mood.low"] == pytest.approx(1)


def test_the_card_tells_it_all(trained, mine):
    folder, done = trained
    card = (folder / "README.md").read_text()
    assert card.startswith("---\nlicense: ")
    for section in ("## For what, and for what not", "## Data", "## What it is worth", "## Calibration", "## Every run that was tried", "## How it was made"):
        assert section in card
    assert hashlib.sha256(mine.read_bytes()).hexdigest() in card and "not knowledge of a person" in card
    recipe = json.loads(card.split("```json\n")[1].split("```")[0])
    assert recipe["fit"]["batch"] == 8 and recipe["name"] == "mood_model"
    run_line = json.loads((folder.parent / "runs.jsonl").read_text().splitlines()[0])
    assert run_line["name"] == "mood_model" and run_line["settings"]["batch"] == "8"
    page = (folder / "curves.html").read_text()
    assert '"kind":"training"' in page and '"learning rate"' in page


def test_evaluate_says_what_the_card_says(trained, mine, tmp_path):
    """The scores of the summary are those of the finished files, rated and scored by the command."""
    folder, done = trained
    table = [row for row in csv.DictReader(mine.open()) if row["split"] == "test"]
    labelled = tmp_path / "labelled.csv"
    write(tmp_path / "test.csv", [row.values() for row in table])
    run("label", tmp_path / "test.csv", "--text", "body", "--raters", f"model:{folder}", "-o", labelled)
    scored = run("evaluate", labelled, "--gold-column", "mood", "--prediction-column", "body.mood_model.mood", "--cluster", "none", "--metric", "accuracy",
                 "--json", "--quiet")
    wanted = next(row["value"] for row in json.loads(done.stdout)["scores"] if row["part"] == "test" and row["metric"] == "accuracy")
    assert json.loads(scored.stdout)["results"][0]["value"] == pytest.approx(wanted, abs=1e-12)


HAIRY = ["Tom &amp; Jerry &lt;3 great", "@someone_1 look: https://example.org/a?b=c awful", "so happy \U0001f602\U0001f602 \u2764\ufe0f today", "&#128514; bad",
         "caf\u00e9 na\u00efve \u4f60\u597d lovely\u200d sad", "\U0001f468\u200d\U0001f469\u200d\U0001f467 hate @@ http://x.y &nbsp; love", "   ", "GREAT!!! \t good"]


def test_rating_reads_what_training_read(trained, base, tmp_path):
    """Tokens of training, given to transformers with the trained weights, say what rating says of the same texts."""
    import safetensors.numpy
    import torch
    import transformers

    table = [[text, ("glad", "low")[i % 2], f"p{i}", "train"] for i, text in enumerate(HAIRY)] + list(rows(20))
    run(*job(write(tmp_path / "hairy.csv", table), base, tmp_path / "m", "--prepare-only"))
    tensors = safetensors.numpy.load_file(tmp_path / "m.partial/training.safetensors")
    source = next(name.split("/")[0] for name in tensors if name.endswith("/train/tokens"))
    tokens, offsets = tensors[f"{source}/train/tokens"], tensors[f"{source}/train/offsets"]
    folder, _ = trained
    run("models", "export", folder, tmp_path / "out")
    model = transformers.AutoModelForSequenceClassification.from_pretrained(tmp_path / "out").eval()
    kept = [row[0] for row in table if row[3] == "train" and row[0].strip()]
    run("label", write(tmp_path / "kept.csv", [[text] for text in kept], ["body"]), "--text", "body", "--raters", f"model:{folder}", "-o", tmp_path / "rated.csv")
    rated = list(csv.DictReader(open(tmp_path / "rated.csv", encoding="utf-8", newline="")))
    assert len(rated) == len(offsets) - 1 == len(kept)
    temperature = json.loads((folder / "openaffect.json").read_text())["heads"][0]["temperature"]
    for row, start, end in zip(rated, offsets, offsets[1:]):
        with torch.no_grad():
            logits = model(input_ids=torch.tensor(tokens[start:end].astype("int64"))[None]).logits[0] / temperature
        said = [float(row["body.mood_model.mood.glad"]), float(row["body.mood_model.mood.low"])]
        assert said == pytest.approx(logits.softmax(-1).tolist(), abs=1e-5), row["body"]


def test_a_dry_run_says_what_would_be_learned_from(mine, base, tmp_path):
    done = run(*job(mine, base, tmp_path / "m", "--dry-run"))
    text = done.stdout.decode()
    assert "glad" in text and "low" in text and "72" in text and "nothing was written" in text
    assert list(tmp_path.iterdir()) == []


def weights(folder):
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


def test_stopped_and_continued(mine, base, tmp_path):
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    arguments = ["--epochs", "40", "--name", "m"]
    run(*job(mine, base, whole, *arguments))
    for sign, code in ((signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)):
        process = subprocess.Popen([COMMAND, *map(str, job(mine, base, stopped, *arguments, "--checkpoint-seconds", "0"))], stderr=subprocess.PIPE)
        log = tmp_path / "stopped.partial/log.jsonl"
        before, end = log.read_bytes().count(b"\n") if log.exists() else 0, time.monotonic() + 60
        while (not log.exists() or log.read_bytes().count(b"\n") < before + 3) and process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        process.send_signal(sign)
        said = process.stderr.read().decode()
        process.stderr.close()
        assert process.wait() == code, said
        if sign == signal.SIGINT:
            assert "same command goes on" in said
            assert (tmp_path / "stopped.partial/curves.html").exists() and not stopped.exists()
            refused = run(*job(mine, base, stopped, *arguments, "--lr", "0.01"), code=1).stderr.decode()
            assert "--lr was" in refused and "--force" in refused
    summary = json.loads(run(*job(mine, base, stopped, *arguments, "--json")).stdout)
    assert summary["continued"] and weights(stopped) == weights(whole)
    assert not (tmp_path / "stopped.partial").exists()
    assert "--force" in run(*job(mine, base, stopped, *arguments), code=1).stderr.decode()


def test_a_recipe(mine, base, tmp_path):
    recipe = {"schema": "openaffect/recipe/1", "name": "two_heads", "base": str(base), "sources": [{"name": "mine", "data": str(mine), "text": "body", "targets": [
        {"head": "mood", "column": "mood"}]}], "heads": [{"id": "mood", "kind": "single_label", "scheme": {
            "schema": "openaffect/scheme/1", "id": "mood", "version": "1.0", "title": "Mood", "source": "ours", "licence": "CC0", "kind": "categories",
            "labels": [{"id": label, "name": label, "definition": "So.", "definition_source": "ours"} for label in ("glad", "low")]}}],
        "fit": {"epochs": 1, "batch": 8, "threads": 1}}
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps(recipe))
    done = run("train", "text", "--config", path, "-o", tmp_path / "model", "--resamples", "50", "--json")
    assert json.loads(done.stdout)["name"] == "two_heads"
    assert "--split is for a table" in run("train", "text", "--config", path, "-o", tmp_path / "m", "--split", "split", code=2).stderr.decode()
    stored = run("train", "text", "--config", path, "--resamples", "50", "--store", "int8", "--json", environment={"XDG_CACHE_HOME": tmp_path / "cache"})
    summary = json.loads(stored.stdout)  # without -o: in the store of models
    assert summary["model"] == str(tmp_path / "cache/openaffect/models/two_heads")
    exact = {(score["part"], score["metric"]): score["value"] for score in summary["scores_as_trained"]}
    assert exact and all(abs(score["value"] - exact[score["part"], score["metric"]]) < .2 for score in summary["scores"] if not score.get("group"))
    card = pathlib.Path(summary["model"], "README.md").read_text()
    assert "kept in int8. What that costs" in card and "--resamples 50 --store int8 --json" in card
    assert "terms" in card.split("## Data")[0]
    recipe["fit"]["epoch"] = recipe["fit"].pop("epochs")
    path.write_text(json.dumps(recipe))
    text = run("train", "text", "--config", path, "-o", tmp_path / "other", code=None).stderr.decode()
    assert "epoch" in text and "epochs" in text and "recipe.json" in text
    assert not (tmp_path / "other").exists() and not (tmp_path / "other.partial").exists()


def numbered(cell):
    return [(body, cell if number == 7 else number / 120, person, split) for number, (body, _, person, split) in enumerate(rows())]


BAD_INPUT = {
    "an unknown column": (None, ["--text", "bodi"], 2, "body"),
    "an unknown scheme": (None, ["--scheme", "ekman8"], 2, "ekman7"),
    "labels outside the scheme": (None, ["--scheme", "sentiment3"], 2, "glad"),
    "an unknown flag": (None, ["--epoch", "3"], 2, "--epochs"),
    "a flag that is no number": (None, ["--lr", "fast"], 2, "--lr"),
    "learning in int8": (None, ["--precision", "int8"], 2, "--store"),
    "an unknown base": (None, ["--base", "minilmm"], 2, "minilm"),
    "no such base": (None, ["--base", "./no/base"], 1, "no/base"),
    "one class": ([(body, "glad", *rest) for body, _, *rest in rows()], [], 1, "one label only"),
    "no rows": ([], [], 1, "has no rows"),
    "a number that is none among fractions": (numbered("nan"), [], 1, "holds numbers"),
    "dropout of everything": (None, ["--attention-dropout", "1"], 1, "attention_dropout"),
    "an unknown licence class": (None, ["--licence-class", "opn"], 2, "did you mean 'open'?"),
    "no row that counts": (None, ["--where", "person=nobody"], 2, "nobody"),
    "all texts equal": ([("the same text", mood, *rest) for _, mood, *rest in rows()], [], 1, "equal"),
    "a split without rows": ([row for row in rows() if row[3] != "development"], [], 1, "development"),
    "targets that are no numbers": (numbered("nan"), ["--scheme", "polarity"], 1, "row 8"),
}


@pytest.mark.parametrize("what", BAD_INPUT)
def test_bad_input(what, mine, base, tmp_path):
    table, flags, code, said = BAD_INPUT[what]
    data = mine if table is None else write(tmp_path / "bad.csv", table)
    text = run(*job(data, base, tmp_path / "model", *flags), code=code).stderr.decode()
    assert text.startswith("error: ") or "\nerror: " in text
    assert said in text
    assert not (tmp_path / "model").exists() and not (tmp_path / "model.partial").exists()


def test_a_base_of_another_architecture(mine, tmp_path):
    folder = tmp_path / "t5"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"model_type": "t5", "architectures": ["T5Model"]}))
    text = run(*job(mine, folder, tmp_path / "model"), code=1).stderr.decode()
    assert "t5" in text and not (tmp_path / "model.partial").exists()


def test_weights_of_another_architecture_than_the_base_says(mine, base, tmp_path):
    folder = tmp_path / "mixed"
    shutil.copytree(base, folder)
    config = json.loads((folder / "config.json").read_text())
    config.update(model_type="distilbert", dim=config["hidden_size"], n_layers=config["num_hidden_layers"], n_heads=config["num_attention_heads"],
                  hidden_dim=config["intermediate_size"], architectures=["DistilBertModel"])
    (folder / "config.json").write_text(json.dumps(config))
    text = run(*job(mine, folder, tmp_path / "model"), code=1).stderr.decode()
    assert "model.safetensors: tensor '" in text and "is missing" in text and not (tmp_path / "model.partial").exists()


def test_a_full_disk(mine, base, tmp_path):
    """A limit on the size of files stands for it; the job goes on when there is room again."""
    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    arguments = job(mine, base, tmp_path / "model", "--checkpoint-seconds", "0")
    text = run(*arguments, code=1, preexec=small_disk).stderr.decode()
    assert re.search(r"error: .*model\.partial/.*File too large", text), text
    assert not (tmp_path / "model").exists() and not list((tmp_path / "model.partial").glob("*.new"))
    run(*arguments)
    assert (tmp_path / "model/README.md").exists()


def test_it_asks_for_a_table():
    assert "--data" in run("train", "text", "-o", "x", code=2).stderr.decode()
    assert "text" in run("train", code=2).stderr.decode()
    assert pathlib.Path("x").exists() is False
