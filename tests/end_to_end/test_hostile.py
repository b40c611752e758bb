"""Files that are broken, lie, or want to hurt: a clear message with its place, the right exit code, nothing lost."""

import gzip
import json
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import threading
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import COMMAND, run
from tables import write_csv

GIGABYTE = 1 << 30


def label(source, out, *more, code=0, text="body", **options):
    return run("label", source, "--text", text, "--raters", "vader", "-o", out, *more, code=code, **options)


def complaint(source, tmp_path, *more, code=1, **options):
    done = label(source, tmp_path / "out.parquet", *more, code=code, **options)
    assert not (tmp_path / "out.parquet").exists()
    assert b"terminate" not in done.stderr and b"Aborted" not in done.stderr
    return done.stderr.decode()


def column(path, name="body.vader.status"):
    return pq.read_table(path)[name].to_pylist()


def within(limit):
    """For preexec_fn: no more address space than this."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def test_a_folder_without_permission():
    """As an ordinary user: the superuser may do everything."""
    base = pathlib.Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        base.chmod(0o755)
        closed, open_ = base / "closed", base / "open"
        closed.mkdir()
        open_.mkdir()
        write_csv(open_ / "in.csv", 10)
        write_csv(closed / "in.csv", 10)
        as_user = {}
        if os.geteuid() == 0:
            open_.chmod(0o755)
            closed.chmod(0o700)
            as_user = {"user": "nobody"}
        else:
            closed.chmod(0)
        binary = pathlib.Path(COMMAND).resolve()
        if as_user and not all(os.stat(p).st_mode & 0o005 == 0o005 for p in binary.parents):
            pytest.skip("an ordinary user cannot reach the command here")

        def try_(*arguments):
            return subprocess.run([COMMAND, "label", *arguments, "--text", "body", "--raters", "vader"], capture_output=True, cwd="/",
                                  env={**os.environ, "HOME": "/nonexistent"}, **as_user)

        unreadable = try_(closed / "in.csv", "-o", "-")
        assert unreadable.returncode == 1 and b"Permission denied" in unreadable.stderr and b"closed/in.csv" in unreadable.stderr
        unlisted = try_(closed, "-o", "-")
        assert unlisted.returncode == 1 and b"Permission denied" in unlisted.stderr
        unwritable = try_(open_ / "in.csv", "-o", closed / "o.csv")
        assert unwritable.returncode == 1 and b"Permission denied" in unwritable.stderr
    finally:
        (base / "closed").chmod(0o700)
        shutil.rmtree(base)


@pytest.mark.parametrize("name,content,said", [
    ("empty.csv", b"", "empty"),
    ("blank.csv", b"\n\n\r\n", "empty"),
    ("twice.csv", b"id,body,id\n1,a,2\n", "columns 1 and 3 are both named 'id'"),
    ("unnamed.csv", b"id,,body\n", "column 2 has no name"),
    ("quote.csv", b'id,body\n1,"good"x\n', "row 1, byte 16"),
    ("open.csv", b'id,body\n1,"good\n2,bad\n', "byte 10"),
    ("ragged.csv", b"id,body\n1,a\n2\n", "row 2, byte 12: has 1 cell where the header has 2"),
    ("wide.csv", b"id,body\n1,a,b\n", "has 3 cells where the header has 2"),
    ("utf16.csv", "id,body\n1,good\n".encode("utf-16-le"), "--encoding utf-16le"),
    ("broken.jsonl", b'{"body": "good"}\n{"body": "bad"\n', "row 2"),
    ("list.jsonl", b'{"body": "good"}\n["bad"]\n', "row 2"),
    ("cut.json", b'[{"body": "good"}, {"body": ', "cut short"),
    ("behind.json", b'[{"body": "good"}] trailing', "behind the end"),
    ("cut.csv.gz", gzip.compress(b"id,body\n" + b"1,good\n" * 1000, mtime=0)[:-20], "cut short"),
    ("noise.csv.gz", gzip.compress(b"id,body\n", mtime=0)[:12] + b"noise and more noise", "damaged"),
    ("twice.csv.gz", gzip.compress(gzip.compress(b"id,body\n", mtime=0), mtime=0), "compressed twice"),
    ("cut.parquet", b"PAR1" + b"\0" * 50, "parquet"),
])
def test_what_is_wrong_is_said_with_its_place(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    text = complaint(tmp_path / name, tmp_path)
    assert said in text and name in text


def test_header_only_is_a_table_without_rows(tmp_path):
    (tmp_path / "in.csv").write_bytes(b"id,body\n")
    label(tmp_path / "in.csv", tmp_path / "out.parquet", "--report", tmp_path / "r.html")
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


@pytest.mark.parametrize("content,bodies", [
    (b'id,body\n1,"so ""good"", really"\n', ['so "good", really']),
    (b"id,body\r1,good\r2,bad\r", ["good", "bad"]),
    (b"id,body\r\n1,good\r\n2,bad", ["good", "bad"]),
    (b"\xef\xbb\xbfid,body\n1,good\n", ["good"]),
    ("id,body\n1,gööd\n".encode("utf-16"), ["gööd"]),
    (b"id,body\n1,g\xff\xfed\n", ["g\ufffd\ufffdd"]),
    (b"id,body\n1,go\0od\n", ["go\0od"]),
    (b'id,body\n1,"two\nlines\r\nthree"\n', ["two\nlines\r\nthree"]),
])
def test_odd_but_readable(tmp_path, content, bodies):
    (tmp_path / "in.csv").write_bytes(content)
    label(tmp_path / "in.csv", tmp_path / "out.parquet")
    assert column(tmp_path / "out.parquet", "body") == bodies
    assert set(column(tmp_path / "out.parquet")) == {"ok"}


def test_kept_bad_rows_lose_nothing(tmp_path):
    (tmp_path / "in.csv").write_bytes(b'id,body\n1,good\n2\n3,a,b\n4,"x"y\n5,bad\n')
    done = label(tmp_path / "in.csv", tmp_path / "out.parquet", "--on-bad-row", "keep", code=3)
    assert column(tmp_path / "out.parquet") == ["ok", "decode_error", "decode_error", "decode_error", "ok"]
    assert b"3 rows could not be read" in done.stderr
    label(tmp_path / "in.csv", tmp_path / "out.csv", "--on-bad-row", "keep", code=3)
    assert (tmp_path / "out.csv").read_bytes().count(b"\n") == 6


def test_a_cell_of_100_megabytes(tmp_path):
    with open(tmp_path / "in.csv", "wb") as file:
        file.write(b"id,body\n1,good\n2,")
        for _ in range(100):
            file.write(b"dull " * 200_000)
        file.write(b"\n3,bad\n")
    label(tmp_path / "in.csv", tmp_path / "out.jsonl", "--columns", "id", preexec=within(6 * GIGABYTE))
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["body.vader.status"] for row in rows] == ["ok", "ok", "ok"]


def test_a_million_columns(tmp_path):
    (tmp_path / "in.csv").write_text(",".join(f"c{i}" for i in range(1_000_000)) + "\n")
    assert "more than 65536 columns" in complaint(tmp_path / "in.csv", tmp_path)
    (tmp_path / "in.jsonl").write_text(json.dumps({f"c{i}": i for i in range(1_000_000)}) + "\n")
    label(tmp_path / "in.jsonl", tmp_path / "x.parquet", code=2, preexec=within(4 * GIGABYTE))


@pytest.mark.parametrize("shape", ["{{\"body\": {0}}}\n", "[{{\"body\": {0}}}]"])
def test_json_200_000_levels_deep(tmp_path, shape):
    deep = "[" * 200_000 + "]" * 200_000
    (tmp_path / "in.json").write_text(shape.format(deep))
    text = complaint(tmp_path / "in.json", tmp_path, "--type", "body=text")
    assert "row 1" in text and "deep" in text


def test_a_zip_bomb_of_one_line(tmp_path):
    """One gigabyte of nothing in a megabyte: refused at the longest row, in bounded memory."""
    with gzip.open(tmp_path / "in.csv.gz", "wb", 9) as file:
        file.write(b"id,body\n1,")
        for _ in range(1024):
            file.write(b"a" * (1 << 20))
    assert (tmp_path / "in.csv.gz").stat().st_size < 2 << 20
    text = complaint(tmp_path / "in.csv.gz", tmp_path, preexec=within(3 * GIGABYTE))
    assert "row 1" in text and "longer than" in text


def test_a_zip_bomb_of_many_lines(tmp_path):
    with gzip.open(tmp_path / "in.csv.gz", "wb", 9) as file:
        file.write(b"id,body\n")
        for _ in range(100):
            file.write(b"1,good\n" * 40_000)
    label(tmp_path / "in.csv.gz", tmp_path / "out.parquet", preexec=within(3 * GIGABYTE))
    assert pq.read_metadata(tmp_path / "out.parquet").num_rows == 4_000_000
    assert json.loads((tmp_path / "out.parquet.summary.json").read_text())["peak_memory_bytes"] < 400 << 20


def lying_parquets(tmp_path):
    table = pa.table({"body": ["good", "bad", "good"] * 1000, "n": list(range(3000))})
    pq.write_table(table, tmp_path / "whole.parquet", compression="zstd", row_group_size=1000)
    whole = (tmp_path / "whole.parquet").read_bytes()
    footer = int.from_bytes(whole[-8:-4], "little")
    yield "footer length", whole[:-8] + (0x7FFFFFFF).to_bytes(4, "little") + b"PAR1"
    yield "footer", whole[:-8 - footer] + bytes(footer) + whole[-8:]
    yield "pages", whole[:4] + b"\xff" * (len(whole) - footer - 12) + whole[-footer - 8:]
    yield "cut", whole[:len(whole) // 2] + whole[-footer - 8:]
    yield "sizes", whole[:40] + b"\xff\xff\xff\xff\x7f" + whole[45:]
    yield "end", whole[:-1]


def test_lying_parquet(tmp_path):
    for number, (name, content) in enumerate(lying_parquets(tmp_path)):
        source = tmp_path / f"lying{number}.parquet"
        source.write_bytes(content)
        text = complaint(source, tmp_path, "--force", preexec=within(4 * GIGABYTE))
        assert source.name in text, name


@pytest.mark.parametrize("change", ["grow", "shrink"])
def test_an_input_that_changes_while_it_is_read(tmp_path, change):
    source = write_csv(tmp_path / "in.csv", 600_000)
    size = source.stat().st_size
    process = subprocess.Popen([COMMAND, "label", source, "--text", "body", "--raters", "vader,pattern", "-o", tmp_path / "o.csv"], stderr=subprocess.PIPE)
    while not (tmp_path / "o.csv.partial").exists() and process.poll() is None:
        time.sleep(0.005)
    if change == "grow":
        with open(source, "a") as file:
            file.write("x,y,z\n")
    else:
        os.truncate(source, size // 2)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1 and b"changed while it was read" in said
    assert not (tmp_path / "o.csv").exists()


def test_an_output_folder_that_is_removed(tmp_path):
    source = write_csv(tmp_path / "in.csv", 400_000)
    process = subprocess.Popen([COMMAND, "label", source, "--text", "body", "--raters", "vader,pattern", "-o", tmp_path / "o.csv"], stderr=subprocess.PIPE)
    while not (tmp_path / "o.csv.partial").exists() and process.poll() is None:
        time.sleep(0.005)
    for _ in range(100):  # the job may be adding to it
        shutil.rmtree(tmp_path / "o.csv.partial", ignore_errors=True)
        if not (tmp_path / "o.csv.partial").exists():
            break
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1 and b"o.csv" in said
    label(source, tmp_path / "o.csv")


def test_a_pipe_that_is_closed(tmp_path):
    source = write_csv(tmp_path / "in.csv", 100_000)
    process = subprocess.Popen([COMMAND, "label", source, "--text", "body", "--raters", "vader", "-o", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == 0 and process.stderr.read() == b""


def test_devices_and_pipes_as_files(tmp_path):
    for device in ("/dev/zero", "/dev/null", "/dev/urandom"):
        assert "is a device" in complaint(device, tmp_path)
    fifo = tmp_path / "fifo.csv"
    os.mkfifo(fifo)
    writer = threading.Thread(target=lambda: fifo.write_bytes(b"id,body\n1,good\n"))
    writer.start()
    label(fifo, tmp_path / "o.parquet")
    writer.join()
    assert column(tmp_path / "o.parquet") == ["ok"]
