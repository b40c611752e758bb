"""One path through the job for every pair of formats, and what must come back untouched."""

import csv
import datetime
import io
import json

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from conftest import run
from tables import rows, write_csv, write_jsonl

COUNT = 3000  # three blocks, the last short
ADDED = [f"{source}.{rater}.{field}" for source in ("title", "body")
         for rater, fields in (("vader", ["neg", "neu", "pos", "compound", "class", "status"]),
                               ("pattern", ["polarity", "subjectivity", "class", "opinion", "status"]))
         for field in fields]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    made = {"csv": write_csv(folder / "in.csv", COUNT), "tsv": write_csv(folder / "in.tsv", COUNT, delimiter="\t"),
            "jsonl": write_jsonl(folder / "in.jsonl", COUNT)}
    made["parquet"] = folder / "in.parquet"
    columns = list(zip(*rows(COUNT)))
    pq.write_table(pa.table({"id": columns[0], "title": [t or None for t in columns[1]], "body": columns[2]}), made["parquet"], row_group_size=700)
    return made


def read_rows(path, kind):
    """The table as a list of dicts of texts and floats, null as None."""
    if kind == "parquet":
        return pq.read_table(path).to_pylist()
    text = path.read_text(encoding="utf-8")
    if kind == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter="," if kind == "csv" else "\t")
    number = lambda name: name.split(".")[-1] in {"neg", "neu", "pos", "compound", "polarity", "subjectivity"}
    return [{name: None if cell == "" else float(cell) if "." in name and number(name) else cell for name, cell in row.items()} for row in table]


@pytest.mark.parametrize("output", ["csv", "tsv", "jsonl", "parquet"])
@pytest.mark.parametrize("input_kind", ["csv", "tsv", "jsonl", "parquet"])
def test_every_format_to_every_format(inputs, tmp_path, input_kind, output):
    """All sixteen pairs say the same of every row."""
    reference = tmp_path / "reference.parquet"
    run("label", inputs["csv"], "--text", "title,body", "-o", reference)
    path = tmp_path / f"out.{output}"
    run("label", inputs[input_kind], "--text", "title,body", "--raters", "vader,pattern", "-o", path)
    got, wanted = read_rows(path, output), read_rows(reference, "parquet")
    assert len(got) == COUNT
    for row, reference_row in zip(got, wanted):
        assert {name: row[name] for name in ["id", "body", *ADDED]} == {name: reference_row[name] for name in ["id", "body", *ADDED]}


def test_input_cells_come_back(inputs, tmp_path):
    run("label", inputs["csv"], "--text", "body", "-o", tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    ids, titles, bodies = zip(*rows(COUNT))
    assert table["id"].to_pylist() == list(ids)  # 0000007 stays 0000007
    assert table["title"].to_pylist() == [title or None for title in titles]
    assert table["body"].to_pylist() == list(bodies)


def test_csv_to_csv_keeps_bytes(inputs, tmp_path):
    run("label", inputs["csv"], "--text", "body", "--raters", "vader", "-o", tmp_path / "out.csv")
    before = inputs["csv"].read_bytes().decode()
    after = (tmp_path / "out.csv").read_bytes().decode()
    added = len(["neg", "neu", "pos", "compound", "class", "status"])
    stripped = io.StringIO(newline="")
    writer = csv.writer(stripped, lineterminator="\n")
    writer.writerows(row[:-added] for row in csv.reader(io.StringIO(after, newline="")))
    assert stripped.getvalue() == before


def test_jsonl_to_jsonl_keeps_the_line(tmp_path):
    line = '{"b" : 1e2, "text":"A good day", "nested": {"a":[1, 2]}, "big": 12345678901234567890}'
    (tmp_path / "in.jsonl").write_text(line + "\n")
    run("label", tmp_path / "in.jsonl", "--text", "text", "--raters", "vader", "-o", tmp_path / "out.jsonl")
    out = (tmp_path / "out.jsonl").read_text()
    assert out.startswith(line[:-1])
    assert json.loads(out)["text.vader.class"] == "positive"


def test_parquet_types_survive(tmp_path):
    stamp = datetime.datetime(2024, 5, 31, 12, 30, 15, 123456, tzinfo=datetime.timezone.utc)
    table = pa.table({
        "big": pa.array([2**63 - 1, None, -(2**63)], pa.int64()),
        "when": pa.array([stamp, None, stamp], pa.timestamp("us", "UTC")),
        "flag": [True, None, False],
        "list": [[1, 2], [], None],
        "text": pa.array(["good", None, ""], pa.string()),
        "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
    })
    pq.write_table(table, tmp_path / "in.parquet")
    run("label", tmp_path / "in.parquet", "--text", "text", "--raters", "vader", "-o", tmp_path / "out.parquet")
    out = pq.read_table(tmp_path / "out.parquet")
    for name in ("big", "when", "flag", "list", "text"):
        assert out[name].type == table[name].type
        assert out[name].to_pylist() == table[name].to_pylist()
    assert out["kind"].to_pylist() == ["a", "b", "a"]
    assert out["text.vader.status"].to_pylist() == ["ok", "no_text", "ok"]
    assert out["text.vader.compound"].to_pylist() == [0.4404, None, 0.0]
    assert out["text.vader.class"].to_pylist() == ["positive", None, "neutral"]


def test_file_metadata_says_what_decided_the_content(inputs, tmp_path):
    import hashlib

    run("label", inputs["csv"], "--text", "body", "--raters", "pattern", "--set", "pattern.opinion.cuts=.4,.6", "-o", tmp_path / "out.parquet")
    metadata = pq.read_schema(tmp_path / "out.parquet").metadata or pq.read_metadata(tmp_path / "out.parquet").metadata
    metadata = pq.read_metadata(tmp_path / "out.parquet").metadata
    assert metadata[b"openaffect.schema_version"] == b"1"
    assert metadata[b"openaffect.input_sha256"].decode() == hashlib.sha256(inputs["csv"].read_bytes()).hexdigest()
    rater, = json.loads(metadata[b"openaffect.raters"])
    assert rater["name"] == "pattern" and rater["settings"] and len(rater["sha256"]) == 64
    assert {scheme["id"] for scheme in json.loads(metadata[b"openaffect.schemes"])} == {"polarity", "subjectivity", "sentiment3", "opinion3"}


def test_cuts_decide_the_opinion(inputs, tmp_path):
    out = {}
    for cuts in (".4,.6", "1e-9,2e-9"):
        path = tmp_path / f"{cuts}.parquet"
        run("label", inputs["csv"], "--text", "body", "--raters", "pattern", "--set", f"pattern.opinion.cuts={cuts}", "-o", path)
        out[cuts] = pq.read_table(path)
    for row in out[".4,.6"].to_pylist():
        s = row["body.pattern.subjectivity"]
        assert row["body.pattern.opinion"] == ("least_opinionated" if s < .4 else "neutral" if s < .6 else "highly_opinionated")
    assert "neutral" not in out["1e-9,2e-9"]["body.pattern.opinion"].to_pylist()


def test_explain_names_the_words(tmp_path):
    (tmp_path / "in.csv").write_text("text\nNaïve but a GOOD day 😁\n", encoding="utf-8")
    run("label", tmp_path / "in.csv", "--text", "text", "--explain", "-o", tmp_path / "out.parquet")
    row, = pq.read_table(tmp_path / "out.parquet").to_pylist()
    words = {word["text"]: word for word in row["text.vader.evidence"]}
    text = "Naïve but a GOOD day 😁"
    assert words["GOOD"]["start"] == text.index("GOOD") and words["GOOD"]["end"] == text.index("GOOD") + 4
    assert words["GOOD"]["weight"] > 1.9
    assert all(text[word["start"]:word["end"]] == word["text"] for word in row["text.pattern.evidence"])
    run("label", tmp_path / "in.csv", "--text", "text", "--explain", "-o", tmp_path / "out.csv")
    cell = next(csv.DictReader(open(tmp_path / "out.csv", newline="", encoding="utf-8")))["text.vader.evidence"]
    assert json.loads(cell) == row["text.vader.evidence"]


def test_streams(inputs):
    done = run("label", "-", "--text", "body", "--raters", "vader", "-o", "-", "--format", "jsonl", stdin=inputs["jsonl"].read_bytes())
    lines = done.stdout.decode().splitlines()
    assert len(lines) == COUNT and json.loads(lines[0])["body.vader.status"] == "ok"
    assert b"rows" in done.stderr


def test_a_reader_that_goes_away_is_no_error(inputs, tmp_path):
    import subprocess
    from conftest import COMMAND

    big = write_jsonl(tmp_path / "big.jsonl", 200000)
    script = f'set -o pipefail; "{COMMAND}" label "{big}" --text body --raters vader -o - | head -n 3'
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3


def test_summary_beside_the_output(inputs, tmp_path):
    done = run("label", inputs["csv"], "--text", "title,body", "--raters", "vader", "-o", tmp_path / "out.parquet")
    summary = json.loads((tmp_path / "out.parquet.summary.json").read_text())
    assert summary["rows"] == COUNT
    empty = sum(1 for _, title, _ in rows(COUNT) if not title)
    assert summary["columns"]["title.vader.status"]["no_text"]["rows"] == empty
    shares = summary["columns"]["body.vader.class"]
    assert abs(sum(share["share"] for share in shares.values()) - 1) < 1e-9
    table = pq.read_table(tmp_path / "out.parquet")
    assert shares["positive"]["rows"] == table["body.vader.class"].to_pylist().count("positive")
    assert summary["rows_per_second"] > 0 and summary["peak_memory_bytes"] > 1e6
    assert "3,000 rows" in done.stderr.decode() and "body.vader.class" in done.stderr.decode()


def test_bytes_do_not_depend_on_threads(tmp_path):
    source = write_csv(tmp_path / "in.csv", 70000)
    outputs = {}
    for kind in ("parquet", "csv", "jsonl"):
        for threads in (1, 2, 7):
            path = tmp_path / f"{threads}.{kind}"
            run("label", source, "--text", "body", "--threads", threads, "-o", path)
            outputs.setdefault(kind, set()).add(path.read_bytes())
    assert {kind: len(different) for kind, different in outputs.items()} == {"parquet": 1, "csv": 1, "jsonl": 1}


def test_header_only(tmp_path):
    (tmp_path / "in.csv").write_text("id,body\n")
    for kind in ("parquet", "csv"):
        run("label", tmp_path / "in.csv", "--text", "body", "--raters", "vader", "-o", tmp_path / f"out.{kind}")
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.num_rows == 0 and "body.vader.compound" in table.column_names
    assert (tmp_path / "out.csv").read_text().startswith("id,body,body.vader.neg,")


def test_a_lexicon_of_ones_own(tmp_path):
    (tmp_path / "mine.txt").write_text("frobnicate\t3.0\t0.5\t[3, 3]\n")
    (tmp_path / "in.csv").write_text("text\nI frobnicate good things\n")
    run("label", tmp_path / "in.csv", "--text", "text", "--raters", f"mine=vader:{tmp_path}/mine.txt,vader", "-o", tmp_path / "out.parquet")
    row, = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert row["text.mine.compound"] > 0.6 and row["text.vader.compound"] == 0.4404
