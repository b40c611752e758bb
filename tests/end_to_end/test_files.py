"""Every file people have goes in, and comes out the same whatever it was wrapped in."""

import csv
import gzip
import io
import json
import subprocess

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from conftest import run
from tables import rows, write_csv, write_jsonl

COUNT = 3000  # three blocks


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return write_csv(tmp_path_factory.mktemp("files") / "in.csv", COUNT)


@pytest.fixture(scope="module")
def plain(table):
    """What labelling the plain CSV gives: what every other form must give."""
    out = table.with_name("plain.csv")
    run("label", table, "--text", "title,body", "--raters", "vader", "-o", out)
    return out.read_bytes()


def label(source, out, *more):
    run("label", source, "--text", "title,body", "--raters", "vader", "-o", out, *more)
    return out.read_bytes()


def test_gzip_and_zstd_by_content(table, plain, tmp_path):
    for name in ("in.csv.gz", "in.csv", "unnamed"):
        (tmp_path / name).write_bytes(gzip.compress(table.read_bytes()))
        assert label(tmp_path / name, tmp_path / f"{name}.out.csv") == plain
    with pa.output_stream(str(tmp_path / "in.csv.zst"), compression="zstd") as stream:
        stream.write(table.read_bytes())
    assert label(tmp_path / "in.csv.zst", tmp_path / "zst.csv") == plain


def test_compressed_standard_input(table, plain):
    done = run("label", "-", "--text", "title,body", "--raters", "vader", "-o", "-", stdin=gzip.compress(table.read_bytes()))
    assert done.stdout == plain


def test_a_folder_and_a_pattern(table, plain, tmp_path):
    lines = list(csv.reader(io.StringIO(table.read_text())))
    parts = tmp_path / "parts"
    parts.mkdir()
    for number, (begin, end) in enumerate([(0, 700), (700, 700), (700, 2100), (2100, COUNT)]):
        with open(parts / f"part{number}.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(lines[0])
            writer.writerows(lines[1 + begin:1 + end])
    (parts / "part1.csv").rename(parts / "part1.csv.plain")
    (parts / "part1.csv.gz").write_bytes(gzip.compress((parts / "part1.csv.plain").read_bytes()))
    (parts / "part1.csv.plain").unlink()
    assert label(parts, tmp_path / "folder.csv") == plain
    assert label(parts / "part*", tmp_path / "pattern.csv") == plain
    for number in (1, 2):
        run("label", parts, "--text", "body", "--raters", "vader", "-o", tmp_path / f"{number}.parquet", "--shard", f"{number}/2")
    run("data", "merge", tmp_path / "1.parquet", tmp_path / "2.parquet", "-o", tmp_path / "merged.parquet")
    run("label", parts, "--text", "body", "--raters", "vader", "-o", tmp_path / "whole.parquet")
    assert (tmp_path / "merged.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_a_folder_of_parquet(table, tmp_path):
    parts = tmp_path / "parts"
    parts.mkdir()
    whole = pa.csv.read_csv(table, parse_options=pa.csv.ParseOptions(newlines_in_values=True))
    for number, (begin, end) in enumerate([(0, 1000), (1000, 2500), (2500, COUNT)]):
        pq.write_table(whole.slice(begin, end - begin), parts / f"{number}.parquet")
    pq.write_table(whole, tmp_path / "whole.parquet")
    run("label", parts, "--text", "body", "--raters", "vader", "-o", tmp_path / "a.parquet")
    run("label", tmp_path / "whole.parquet", "--text", "body", "--raters", "vader", "-o", tmp_path / "b.parquet")
    assert pq.read_table(tmp_path / "a.parquet").equals(pq.read_table(tmp_path / "b.parquet"))


def test_files_of_a_folder_must_go_together(tmp_path):
    (tmp_path / "a.csv").write_text("id,body\n1,good\n")
    (tmp_path / "b.csv").write_text("body,id\nbad,2\n")
    done = run("label", tmp_path / "*.csv", "--text", "body", "-o", tmp_path / "o.parquet", code=1)
    assert b"b.csv" in done.stderr and b"header differs" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_encodings(encoding, tmp_path):
    text = "id,body\n1,I can’t believe it – great café!\n"
    (tmp_path / "in.csv").write_bytes(text.encode(encoding))
    flags = {"utf-16-le": ["--encoding", "utf-16le"], "cp1252": ["--encoding", "cp1252"]}.get(encoding, [])
    run("label", tmp_path / "in.csv", "--text", "body", "--raters", "vader", "-o", tmp_path / "o.parquet", *flags)
    row = pq.read_table(tmp_path / "o.parquet").to_pylist()[0]
    assert row["body"] == "I can’t believe it – great café!" and row["id"] == "1" and row["body.vader.compound"] > 0.5


def test_json_arrays_and_keyed_objects(tmp_path):
    items = [{"body": body, "user": {"bio": title, "n": i}} for i, (_, title, body) in enumerate(rows(2500))]
    (tmp_path / "lines.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items))
    (tmp_path / "array.json").write_text(json.dumps(items, indent=1))
    (tmp_path / "tight.json").write_text(json.dumps(items, separators=(",", ":")))
    (tmp_path / "keyed.json").write_text(json.dumps({f"k{i}": item for i, item in enumerate(items)}, indent=2))
    expected = None
    for name in ("lines.jsonl", "array.json", "tight.json", "keyed.json"):
        run("label", tmp_path / name, "--text", "body,user.bio", "--raters", "vader", "-o", tmp_path / f"{name}.out.jsonl")
        out = [json.loads(line) for line in (tmp_path / f"{name}.out.jsonl").read_text().splitlines()]
        if name == "keyed.json":
            assert [row.pop("key") for row in out] == [f"k{i}" for i in range(2500)]
        expected = expected or out
        assert out == expected and len(out) == 2500
    assert expected[1]["user"] == items[1]["user"] and "user.bio.vader.compound" in expected[1]
    pq.write_table(pa.Table.from_pylist(items), tmp_path / "in.parquet")
    run("label", tmp_path / "in.parquet", "--text", "body,user.bio", "--raters", "vader", "-o", tmp_path / "p.jsonl")
    compounds = [json.loads(line)["user.bio.vader.compound"] for line in (tmp_path / "p.jsonl").read_text().splitlines()]
    assert compounds == [row["user.bio.vader.compound"] for row in expected]


def test_columns_drop_limit(table, tmp_path):
    run("label", table, "--text", "body", "--raters", "vader", "--columns", "body,id", "--limit", "1500", "-o", tmp_path / "o.csv")
    lines = list(csv.DictReader(open(tmp_path / "o.csv", newline="")))
    assert len(lines) == 1500 and list(lines[0])[:3] == ["body", "id", "body.vader.neg"]
    run("label", table, "--text", "body", "--raters", "vader", "--drop", "body,title", "-o", tmp_path / "o.parquet")
    assert pq.read_schema(tmp_path / "o.parquet").names[:2] == ["id", "body.vader.neg"]
    text = run("label", table, "--text", "body", "--drop", "titel", "-o", tmp_path / "x.csv", code=2).stderr.decode()
    assert "did you mean 'title'" in text


def test_dry_run_writes_nothing(table, tmp_path):
    done = run("label", table, "--text", "body", "--raters", "vader", "-o", tmp_path / "o.parquet", "--dry-run")
    assert "body.vader.compound" in done.stdout.decode() and "dry run" in done.stdout.decode()
    assert list(tmp_path.iterdir()) == []


def long_rows(path):
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_long_says_what_wide_says(tmp_path):
    table = write_csv(tmp_path / "in.csv", COUNT)
    flags = ["--text", "title,body", "--raters", "vader,pattern", "--explain"]
    run("label", table, *flags, "-o", tmp_path / "wide.parquet")
    run("label", table, *flags, "--long", "-o", tmp_path / "long.parquet")
    run("label", table, *flags, "--long", "-o", tmp_path / "long.jsonl")
    schema = pq.read_schema(tmp_path / "long.parquet")
    assert schema.names == "item source start end person rater scheme field label value confidence status evidence".split()
    assert schema.field("start").type == pa.duration("ns") and schema.field("value").type == pa.float64()
    wide = {row["id"]: row for row in pq.read_table(tmp_path / "wide.parquet").to_pylist()}
    seen = 0
    for row in long_rows(tmp_path / "long.parquet"):
        prefix = f"{row['source']}.{row['rater']}."
        expected = wide[row["item"]]
        assert row["status"] == expected[prefix + "status"]
        if row["field"] is not None:
            assert row["value"] == expected[prefix + row["field"]] and row["label"] is None
        else:
            name = {"sentiment3": "class", "opinion3": "opinion"}[row["scheme"]]
            decided = expected[prefix + name]
            assert row["label"] == (None if decided is None else [decided]) and row["value"] is None
        seen += 1
    assert seen == COUNT * 2 * (5 + 4)
    assert long_rows(tmp_path / "long.jsonl") == long_rows(tmp_path / "long.parquet")
    run("label", table, *flags, "--long", "-o", tmp_path / "long.csv")
    cells = list(csv.DictReader(open(tmp_path / "long.csv", newline="")))
    assert len(cells) == seen and cells[0]["item"] == "0000000"


def test_long_numbers_rows_without_an_id(tmp_path):
    (tmp_path / "in.csv").write_text("nr,body\nx,good\ny,bad\n")
    run("label", tmp_path / "in.csv", "--text", "body", "--raters", "vader", "--long", "-o", tmp_path / "o.jsonl")
    assert {row["item"] for row in long_rows(tmp_path / "o.jsonl")} == {"1", "2"}
    run("label", tmp_path / "in.csv", "--text", "body", "--raters", "vader", "--long", "--id", "nr", "-o", tmp_path / "p.jsonl")
    assert {row["item"] for row in long_rows(tmp_path / "p.jsonl")} == {"x", "y"}


def test_convert_there_and_back(table, tmp_path):
    run("data", "convert", table, tmp_path / "a.parquet")
    run("data", "convert", tmp_path / "a.parquet", tmp_path / "b.jsonl")
    run("data", "convert", tmp_path / "b.jsonl", tmp_path / "c.csv")
    read = lambda path: [{k: v or None for k, v in row.items()} for row in csv.DictReader(open(path, newline=""))]
    assert read(tmp_path / "c.csv") == read(table)
    run("data", "convert", table, tmp_path / "t.parquet", "--type", "id=int64", "--columns", "id")
    assert pq.read_table(tmp_path / "t.parquet")["id"].to_pylist() == list(range(COUNT))
    run("label", table, "--text", "body", "--raters", "vader", "-o", tmp_path / "l.parquet")
    run("data", "convert", tmp_path / "l.parquet", tmp_path / "m.parquet")
    assert pq.read_table(tmp_path / "m.parquet").equals(pq.read_table(tmp_path / "l.parquet"))
    assert pq.read_metadata(tmp_path / "m.parquet").metadata[b"openaffect.raters"]


def test_spreadsheets_are_refused_with_the_way_out(tmp_path):
    (tmp_path / "in.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    text = run("label", tmp_path / "in.xlsx", "--text", "a", "-o", tmp_path / "o.csv", code=1).stderr.decode()
    assert "spreadsheet" in text and "CSV" in text


def test_a_killed_job_over_compressed_files_continues(tmp_path):
    source = write_csv(tmp_path / "plain.csv", 300000)
    (tmp_path / "in.csv.gz").write_bytes(gzip.compress(source.read_bytes(), 1))
    arguments = ["--text", "body", "--raters", "vader", "-o"]
    run("label", source, *arguments, tmp_path / "whole.csv")
    limit = (tmp_path / "whole.csv").stat().st_size // 2
    import resource
    from conftest import COMMAND
    command = [COMMAND, "label", tmp_path / "in.csv.gz", *arguments, tmp_path / "o.csv"]
    stopped = subprocess.run(command, capture_output=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert stopped.returncode == 1 and b"continues" in stopped.stderr
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert json.loads((tmp_path / "o.csv.summary.json").read_text())["rows_of_earlier_runs"] > 0


def test_delimiters_quotes_and_types(tmp_path):
    (tmp_path / "semi.csv").write_text('id;body;likes;when\n1;"so; good";7;2024-05-31T10:00:00Z\n2;bad;;\n')
    run("label", tmp_path / "semi.csv", "--text", "body", "--raters", "vader", "--delimiter", ";", "--type", "likes=int64",
        "--type", "when=timestamp", "-o", tmp_path / "o.parquet")
    table = pq.read_table(tmp_path / "o.parquet")
    assert table["body"].to_pylist() == ["so; good", "bad"] and table["likes"].to_pylist() == [7, None]
    assert table.schema.field("likes").type == pa.int64() and pa.types.is_timestamp(table.schema.field("when").type)
    assert table["id"].to_pylist() == ["1", "2"]
    run("label", tmp_path / "semi.csv", "--text", "body", "--raters", "vader", "--delimiter", ";", "-o", tmp_path / "o.csv")
    assert (tmp_path / "o.csv").read_text().startswith("id;body;likes;when;body.vader.neg;")
    (tmp_path / "plain.tsv").write_text('body\tid\n"good" they said\t1\n')
    run("label", tmp_path / "plain.tsv", "--text", "body", "--raters", "vader", "--quote", "none", "-o", tmp_path / "q.parquet")
    assert pq.read_table(tmp_path / "q.parquet")["body"].to_pylist() == ['"good" they said']
    said = run("label", tmp_path / "semi.csv", "--text", "body", "--delimiter", ";", "--type", "when=int64", "-o", tmp_path / "x.parquet", code=1).stderr
    assert b"row 1, column when" in said and b"--type when=text" in said
