"""The command as a person meets it: help, tables, JSON, what is here and what is missing."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
from conftest import COMMAND, ROOT, run
from terminal import run_in_terminal

VERBS = ["read", "label", "report", "agree", "evaluate", "compare", "train", "data", "models", "schemes", "raters", "doctor", "completion"]


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


def test_verbs_of_the_help_are_these():
    listed = [line.split()[0] for line in run().stdout.decode().split("Verbs:\n")[1].splitlines() if line.startswith("  ")]
    assert listed == VERBS


def test_version_however_asked():
    assert run("--version").stdout == run("-V").stdout == run("version").stdout


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["raed", "x"], "unknown verb 'raed'; did you mean 'read'?"),
        (["help", "lable"], "unknown verb 'lable'; did you mean 'label'?"),
        (["--hlep"], "unknown option '--hlep'; did you mean '--help'?"),
        (["--json", "read", "x"], "'--json' stands before the verb"),
        (["read", "x", "--jsno"], "unknown option '--jsno'; did you mean '--json'?"),
        (["read", "x", "--raters=vadr"], "unknown rater 'vadr'; did you mean 'vader'?"),
        (["read", "x", "--set", "patern.opinion.cuts=.4,.6"], "did you mean 'pattern.opinion.cuts'?"),
        (["read"], "TEXT is required"),
        (["raters", "shwo"], "unknown verb of raters 'shwo'; did you mean 'show'?"),
        (["raters", "show"], "show what? known: hf, model, pattern, text, text_research, vader"),
        (["raters", "vader"], "did you mean 'openaffect raters show vader'?"),
        (["raters", "show", "patern"], "unknown rater 'patern'; did you mean 'pattern'?"),
        (["schemes", "shw", "x"], "unknown verb of schemes 'shw'; did you mean 'show'?"),
        (["schemes", "polarity"], "did you mean 'openaffect schemes show polarity'?"),
        (["schemes", "show", "eckman7"], "unknown scheme 'eckman7'; did you mean 'ekman7'?"),
        (["completion", "bsh"], "unknown shell 'bsh'; did you mean 'bash'?"),
        (["doctor", "everything"], "'everything' is one argument too many"),
        (["label", "videos.csv", "--text", "titel", "-o", "x.csv"], "unknown column 'titel'; did you mean 'title'?"),
        (["label", "videos.csv", "--text", "title", "-o", "x.csv", "--format", "parqet"], "unknown format 'parqet'; did you mean 'parquet'?"),
        (["label", "videos.csv", "--text", "title", "-o", "x.csv", "--type", "title=txt"], "unknown type 'txt'; did you mean 'text'?"),
        (["label", "videos.csv", "--text", "title", "-o", "x.csv", "--type", "titl=text"], "unknown column 'titl'; did you mean 'title'?"),
        (["label", "videos.csv", "--text", "title", "-o", "x.csv", "--thraeds", "2"], "unknown option '--thraeds'; did you mean '--threads'?"),
        (["label", "videos.csv", "--text", "title", "-o"], "--output needs a value"),
    ],
)
def test_a_slip_of_the_finger(arguments, said, tmp_path):
    (tmp_path / "videos.csv").write_text("title,description\nA good film,Not my best day\n")
    done = run(*arguments, code=2, cwd=tmp_path)
    assert said in done.stderr.decode() and done.stdout == b"" and not (tmp_path / "x.csv").exists()


def test_colours_only_where_a_person_looks():
    read = [COMMAND, "read", "good and bad"]
    plain = run("read", "good and bad").stdout.decode()
    assert "\x1b" not in plain
    code, shown = run_in_terminal(read)
    assert code == 0 and "\x1b[" in shown and re.sub(r"\x1b\[[0-9;]*m", "", shown) == plain
    assert run_in_terminal(read, {"NO_COLOR": ""})[1] == shown  # https://no-color.org: present *and not an empty string*
    for arguments, environment in ([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"}), (["--no-color"], {}), (["--no-colour"], {}):
        assert run_in_terminal([*read, *arguments], environment) == (0, plain)
    assert "\x1b[31merror:" in run_in_terminal([COMMAND, "raed"])[1]
    assert run_in_terminal([COMMAND, "raed"], {"NO_COLOR": "1"})[1].startswith("error: ")
    assert b"\x1b" not in run("raed", code=2).stderr


def test_progress_is_redrawn_on_a_terminal_only(tmp_path):
    from tables import write_jsonl

    write_jsonl(tmp_path / "posts.jsonl", 3000)
    label = f"'{COMMAND}' label - --text body --raters vader --force -o out.csv"
    slow = ["bash", "-c", f"(cat posts.jsonl; sleep 1; cat posts.jsonl; sleep 1) | {label} \"$@\"", "slow"]
    code, shown = run_in_terminal(slow, cwd=tmp_path)
    assert code == 0 and "\r" in shown and "written to out.csv" in shown
    done = subprocess.run(slow, cwd=tmp_path, capture_output=True)
    assert b"\r" not in done.stderr and b"\x1b" not in done.stderr and b"written to out.csv" in done.stderr
    assert run_in_terminal([*slow, "--quiet"], cwd=tmp_path) == (0, "")


@pytest.mark.parametrize("file", ["bin/openaffect", *(f"lib/libopenaffect{part}.so" for part in ("", "_tables", "_neural", "_cli_tables"))])
def test_no_library_is_taken_from_where_one_stands(file):
    """An empty entry of a run path is the current folder, a downloaded model's for example."""
    shown = subprocess.run(["readelf", "-d", pathlib.Path(COMMAND).parent.parent / file], check=True, capture_output=True, text=True).stdout
    entries = re.search(r"RUNPATH.*\[(.*)\]", shown).group(1).split(":")
    assert all(entry.startswith(("/", "$ORIGIN")) for entry in entries), entries


def test_doctor_says_versions_and_lexicons():
    text = run("doctor").stdout.decode()
    for library in ("Arrow", "ICU", "oneTBB", "simdjson", "CLD2", "OpenSSL"):
        assert re.search(rf"^  {library} .*[0-9]", text, re.M), library
    for word in ("cores", "memory", "share folder", "cache folder", "data folder", "models", "vader_lexicon.txt (sha256 "):
        assert word in text
    for model in ("text", "text_research"):  # each is there, with its folder, or it is said that it is not
        assert re.search(rf"^model         {model} \((not there|/.*)\)$", text, re.M), model
    none = len(re.findall(r"^model .*\(not there\)$", text, re.M)) == 2
    assert none == ("\nmodels        none of our own here" in text) == ("NAME=vader:FILE" in text)  # and what to do instead


def test_doctor_as_json():
    found = json.loads(run("doctor", "--json", environment={"OPENAFFECT_DATA": "/nowhere"}).stdout)
    assert found["openaffect"] == (ROOT / "VERSION").read_text().strip() and found["whole"] is True
    assert found["cores"] == len(os.sched_getaffinity(0)) and found["memory_bytes"] > 1e8 and {model["rater"] for model in found["models"]} == {"text", "text_research"}
    assert {"what": "data folder", "path": "/nowhere", "here": False} in found["folders"]
    for lexicon in found["lexicons"]:
        assert lexicon["sha256"] == hashlib.sha256(pathlib.Path(lexicon["path"]).read_bytes()).hexdigest()
    here = [f"rater {model['rater']}" for model in found["models"] if model["here"]]
    assert all((pathlib.Path(model["folder"]) / "openaffect.json").is_file() == model["here"] for model in found["models"])
    assert [part["name"] for part in found["parts"]] == ["tables", "networks", "rater pattern", *here, "rater vader"]


def test_doctor_says_what_is_missing_and_how_to_get_it(tmp_path):
    """The program alone, copied out of its tree, with nothing beside it."""
    (tmp_path / "bin").mkdir()
    copy = shutil.copy(COMMAND, tmp_path / "bin")
    environment = {"LD_LIBRARY_PATH": str(copied_library(tmp_path)), "PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_DIRS": "/nowhere"}
    done = subprocess.run([copy, "doctor"], capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert "rater vader   missing: " in done.stdout and "./dev setup" in done.stdout and "vader_lexicon.txt (not there)" in done.stdout
    done = subprocess.run([copy, "doctor", "--json"], capture_output=True, text=True, env=environment)
    found = json.loads(done.stdout)
    assert done.returncode == 1 and not found["whole"]
    assert all(part["trouble"] for part in found["parts"] if not part["ok"]) and not all(part["ok"] for part in found["parts"])


def copied_library(folder):
    """libopenaffect without its neighbours."""
    (folder / "lib").mkdir()
    for file in (pathlib.Path(COMMAND).parent.parent / "lib").glob("libopenaffect.so*"):
        shutil.copy(file, folder / "lib", follow_symlinks=True)
    return folder / "lib"
