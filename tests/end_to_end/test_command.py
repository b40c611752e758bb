"""The command as a person meets it: help, tables, JSON, what is here and what is missing."""

import json
import re
import subprocess

import pytest
from conftest import COMMAND, ROOT, run

VERBS = ["read", "label", "data", "schemes", "raters", "doctor"]


def test_without_arguments_it_says_what_it_does():
    text = run().stdout.decode()
    assert all(verb in text for verb in VERBS) and "Examples:" in text
    assert run("--help").stdout.decode() == text
    assert run("--version").stdout.decode() == f"openaffect {(ROOT / 'VERSION').read_text()}"


@pytest.mark.parametrize("verb", VERBS)
def test_help_shows_examples_first(verb):
    text = run(verb, "--help").stdout.decode()
    assert text.index("Examples:") < text.index("Usage:") < text.index("--help")
    assert run("help", verb).stdout.decode() == text


def test_read_as_a_table():
    text = run("read", "I can't BELIEVE how kind you were!!! :)").stdout.decode()
    for wanted in ("vader", "pattern", "positive", "compound 0.2732", "kind", "-1.776", ":)", "word", "weight"):
        assert wanted in text
    assert "\x1b" not in text  # no colours into a pipe


def test_read_as_json():
    reading = json.loads(run("read", "Not bad at all", "--raters", "vader", "--json").stdout)
    vader = reading["readings"]["vader"]
    assert (vader["neg"], vader["neu"], vader["pos"], vader["compound"]) == (0.0, 0.513, 0.487, 0.431)
    assert vader["class"] == "positive" and vader["status"] == "ok"
    assert vader["evidence"] == [{"start": 4, "end": 7, "text": "bad", "field": "compound", "weight": pytest.approx(1.85)}]


def test_read_lines_of_standard_input():
    lines = run("read", "-", "--raters", "vader", "--json", stdin=b"good\nbad\n").stdout.decode().splitlines()
    assert [json.loads(line)["readings"]["vader"]["class"] for line in lines] == ["positive", "negative"]


def test_hostile_text_reaches_no_terminal():
    text = run("read", "\x1b[31mred\x07 good").stdout.decode()
    assert "\x1b" not in text.split("\n")[1] and "\x07" not in text.split("\n")[1]


def test_schemes():
    text = run("schemes").stdout.decode()
    for scheme in ("polarity", "sentiment3", "vader", "subjectivity", "opinion3", "ekman7", "goemotions28", "mikels8", "plutchik8", "vad", "emonet40",
                   "emotion32", "esc_strategy8", "ambivalence2", "semeval11", "intensity4", "valence01", "ei_oc4", "v_oc7", "sst5"):
        assert re.search(rf"^{scheme}\s", text, re.M), scheme
    shown = run("schemes", "show", "ekman7").stdout.decode()
    assert "anger" in shown and "happiness" in shown and "licence" in shown
    assert len(json.loads(run("schemes", "show", "goemotions28", "--json").stdout)["labels"]) == 28


def test_a_scheme_of_ones_own():
    example = ROOT / "schemes/sst5.json"
    assert run("schemes", "show", example).stdout == run("schemes", "show", "sst5").stdout


def test_raters():
    assert "vader" in run("raters").stdout.decode()
    text = run("raters", "show", "pattern", "--set", "pattern.opinion.cuts=.4,.6").stdout.decode()
    assert "subjectivity" in text and "opinion3" in text and "PDDL" in text and "0.4" in text


def test_doctor():
    text = run("doctor").stdout.decode()
    assert "cores" in text and text.count("ok") >= 3


def test_a_full_output_is_an_error():
    with open("/dev/full", "w") as full:
        assert subprocess.run([COMMAND, "schemes"], stdout=full).returncode == 1


def test_the_tour(tmp_path):
    from tables import write_jsonl

    write_jsonl(tmp_path / "posts.jsonl", 100)
    (tmp_path / "videos.csv").write_text("title,description\nA good film,Not my best day\n")
    tour = (ROOT / "docs/tour.md").read_text()
    commands = [line for block in re.findall(r"```\n(.*?)```", tour, re.S) for line in block.splitlines() if line]
    assert len(commands) >= 8
    for command in commands:
        done = subprocess.run(["bash", "-c", f"set -o pipefail; openaffect() {{ '{COMMAND}' \"$@\"; }}; {command}"], cwd=tmp_path, capture_output=True, timeout=60)
        assert done.returncode == 0, f"{command}\n{done.stderr.decode()}"
    assert (tmp_path / "labelled.parquet").exists() and (tmp_path / "labelled.csv").exists()
