"""`openaffect data build aaid` on the published files: the counts of the paper, and every row of the published sample."""

import collections
import csv
import json
import re

import pytest

from conftest import run

# spec/01, section 1.2: tweets of train and development, tasks that ask for them.
TWEETS = {"anger": (1701, 388), "fear": (2252, 389), "joy": (1616, 290), "sadness": (1533, 397)}
TASKS = {**{f"{task} {emotion}": n for task in ("EI-reg", "EI-oc") for emotion, n in TWEETS.items()},
         "V-oc": (1181, 449), "V-reg": (1181, 449), "E-c": (6838, 886)}


@pytest.fixture(scope="module")
def built(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("aaid") / "aaid"
    return folder, run("data", "build", "aaid", "-o", folder, environment={"OPENAFFECT_DATA": data})


def conversations(path):
    """(id, question, answer) of each line."""
    with open(path, newline="\n") as lines:
        for line in lines:
            row = json.loads(line)
            human, assistant = row["conversations"]
            assert (human["from"], assistant["from"]) == ("human", "assistant")
            yield row["id"], human["value"], assistant["value"]


def instructions(path):
    with open(path, newline="\n") as lines:
        for line in lines:
            row = json.loads(line)
            assert list(row) == ["instruction", "input", "output"] and row["input"] == ""
            yield row["instruction"], row["output"]


def test_counts_are_the_papers(built):
    text = built[1].stdout.decode()
    for task, (train, dev) in TASKS.items():
        assert re.search(rf"^{task} +{10 * train:,} +{10 * dev:,} +[\d,]+$", text, re.M), task
    assert re.search(r"^all +234,040 +47,120 +13,269$", text, re.M)
    message = built[1].stderr.decode()
    assert "semeval2018" in message and "(class terms)" in message and "warning" not in message


@pytest.mark.parametrize("split, rows", [("train", 234_040), ("dev", 47_120)])
def test_every_published_row_comes_out(built, data, split, rows):
    made = list(conversations(built[0] / f"{split}.jsonl"))
    assert [name for name, *_ in made] == [f"multiemotion-{n}" for n in range(1, rows + 1)]
    pairs = {(question, answer) for _, question, answer in made}
    assert len(pairs) == rows  # no row twice
    sample = {(question, answer) for _, question, answer in conversations(data / f"text/aaid_sample/{split}.jsonl")}
    assert len(sample) in (999, 199) and sample <= pairs
    with open(built[0] / f"{split}.csv", newline="") as file:
        twin = list(csv.reader(file))
    assert twin[0] == ["Instruction", "Answer"] and [tuple(row) for row in twin[1:]] == [(q, a) for _, q, a in made]


def test_lines_are_written_as_the_published_ones(built, data):
    """Byte for byte but for N."""
    def without_number(path):
        return [re.sub(rb"multiemotion-\d+", b"", line) for line in path.read_bytes().split(b"\n") if line]
    for name in ("dev.jsonl", "test.jsonl"):
        assert set(without_number(data / "text/aaid_sample" / name)) <= set(without_number(built[0] / name))


def test_order_is_that_of_the_published_development_rows(built, data):
    """Ids of the sample: N says task, place among the ten prompts, emotion and row, all but which prompt is where."""
    published = list(conversations(data / "text/aaid_sample/dev.jsonl"))
    ours = list(conversations(built[0] / "dev.jsonl"))
    without_prompt = re.compile(r"^Task: .*? Tweet: ")
    for name, question, answer in published:
        _, question_here, answer_here = ours[int(name.split("-")[1]) - 1]
        assert without_prompt.sub("", question) == without_prompt.sub("", question_here) and answer == answer_here


def test_test_rows_are_those_of_aeb(built, data):
    made = list(instructions(built[0] / "test.jsonl"))
    asked = []
    for task in ("EI-reg", "EI-oc", "V-oc", "V-reg", "E-c"):
        with open(data / f"text/aeb/{task}/Emollama-7b.jsonl", newline="\n") as lines:
            asked += [(row["input"], row["true_value"]) for row in map(json.loads, lines)]
    assert [(f"Human: \n{question}\n\nAssistant:\n", answer) for question, answer in made] == asked
    assert set(instructions(data / "text/aaid_sample/test.jsonl")) <= set(made)


def test_answers(built):
    """spec/01, section 1.4: 16 classes of intensity, 7 of valence, lists that end with a full stop, numbers in 0..1."""
    answers = {answer for _, _, answer in conversations(built[0] / "train.jsonl")}
    classes = {answer for answer in answers if re.match(r"-?\d: ", answer)}
    lists = {answer for answer in answers if re.fullmatch(r"[a-z, ]+\.", answer)}
    assert len([c for c in classes if c.endswith(" emotional state can be inferred")]) == 7 and len(classes) == 16 + 7
    assert "neutral or no emotion." in lists
    assert all(answer[:-1].split(", ") == sorted(answer[:-1].split(", ")) for answer in lists)
    assert all(str(float(answer)) == answer and 0 <= float(answer) <= 1 for answer in answers - classes - lists)


def test_an_output_that_is_there_is_refused(built, data):
    before = (built[0] / "dev.csv").stat().st_mtime_ns
    done = run("data", "build", "aaid", "-o", built[0], code=1, environment={"OPENAFFECT_DATA": data})
    assert b"is there already; --force replaces it" in done.stderr and (built[0] / "dev.csv").stat().st_mtime_ns == before


def test_what_it_needs_and_what_it_knows(tmp_path):
    none = {"OPENAFFECT_DATA": "", "XDG_CACHE_HOME": tmp_path}
    done = run("data", "build", "aaid", "-o", tmp_path / "a", code=1, environment=none)
    assert b"--from or OPENAFFECT_DATA" in done.stderr and b"one table each" in done.stderr
    done = run("data", "build", "aaid", "-o", tmp_path / "a", "--from", tmp_path, code=1, environment=none)
    assert b"this file of aeb is needed and not there" in done.stderr and not list(tmp_path.iterdir())
    assert b"did you mean 'aaid'?" in run("data", "build", "aid", "-o", "x", code=2).stderr
    assert b"did you mean 'jsonl'?" in run("data", "build", "aaid", "-o", "x", "--format", "json", code=2).stderr
    assert b"not for commercial use" in run("data", "build", "aaid", "-o", "x", "--use", "commercial", code=1).stderr
