"""The way of a model of our own trainer to transformers, through the command."""

import json
import resource
import signal

import numpy as np
import pytest
from conftest import run
from neural_models import LINES, logits_of
from trained_models import HEADS, make_trained, outputs, outputs_of


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("exported")


@pytest.fixture(scope="module")
def tiny(home):
    return make_trained(home / "tiny")


def read(text, rater):
    return json.loads(run("read", text, "--raters", rater, "--json").stdout)["readings"][rater.split("=")[0]]


@pytest.mark.parametrize("kind", ["bert", "roberta", "distilbert", "mpnet"])
def test_exports_have_the_same_logits_in_transformers(home, tmp_path, kind):
    import transformers

    folder = make_trained(home / f"export_{kind}", kind)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    wanted = [outputs(folder, text) for text in LINES[1:5]]
    for head in HEADS:
        to = tmp_path / head["id"]
        assert run("models", "export", folder, to, "--head", head["id"]).stdout.decode() == f"{to}\n"
        model = transformers.AutoModelForSequenceClassification.from_pretrained(to).eval()
        assert model.config.num_labels == outputs_of(head)
        got = logits_of(model, [tokenizer(text)["input_ids"] for text in LINES[1:5]])
        np.testing.assert_allclose(got, [each[head["id"]] for each in wanted], atol=1e-4)
        assert transformers.AutoTokenizer.from_pretrained(to)(LINES[0])["input_ids"] == tokenizer(LINES[0])["input_ids"]
    names = json.loads((tmp_path / "sst5/config.json").read_text())
    assert names["id2label"] == {"0": "> very_negative", "1": "> negative", "2": "> neutral", "3": "> positive"}
    assert names["problem_type"] == "multi_label_classification" and names["openaffect"]["kind"] == "ordinal"
    ekman = json.loads((tmp_path / "ekman7/config.json").read_text())["openaffect"]
    assert ekman["thresholds"] == HEADS[1]["thresholds"] and ekman["temperature"] == 1


def test_an_export_is_read_back_with_the_same_numbers(tiny, tmp_path):
    run("models", "export", tiny, tmp_path / "out", "--head", "mood")  # temperature 1
    text = LINES[1]
    again, before = read(text, f"back=hf:{tmp_path / 'out'}"), read(text, f"mine=model:{tiny}")
    assert [again["back.low"], again["back.high"]] == pytest.approx([before["mood.low"], before["mood.high"]], abs=1e-6)
    card = (tmp_path / "out/README.md").read_text()
    assert "license: apache-2.0" in card and "a link becomes http" in card and "not folded" in card


def test_export_of_the_only_head_and_wrong_ones(home, tiny, tmp_path):
    alone = make_trained(home / "alone", heads=[HEADS[4]])
    run("models", "export", alone, tmp_path / "out")
    assert "is there already" in run("models", "export", alone, tmp_path / "out", code=1).stderr.decode()
    run("models", "export", alone, tmp_path / "out", "--force")
    assert "--head" in run("models", "export", tiny, tmp_path / "more", code=2).stderr.decode()
    assert "did you mean 'mood'?" in run("models", "export", alone, tmp_path / "more", "--head", "moods", code=2).stderr.decode()
    assert "would be lost" in run("models", "export", alone, alone, "--force", code=1).stderr.decode()
    assert "hf:" in run("models", "export", tmp_path / "out", tmp_path / "more", code=1).stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_full_disk_leaves_nothing(tiny, tmp_path):
    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = run("models", "export", tiny, tmp_path / "out", "--head", "vad", code=1, preexec=small_files)
    assert "File too large" in done.stderr.decode() and list(tmp_path.iterdir()) == []


def test_what_transformers_cannot_compute_is_refused(home, tmp_path):
    folder = make_trained(home / "with_mean", features="first_and_mean")
    error = run("models", "export", folder, tmp_path / "hf", "--head", "vad", code=1).stderr.decode()
    assert "--features first" in error and not (tmp_path / "hf").exists()
