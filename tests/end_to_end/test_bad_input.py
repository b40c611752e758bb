"""What goes wrong is said with its place, ends with the right exit code, and loses nothing."""

import json
import os
import resource
import shutil
import subprocess

import pyarrow.parquet as pq
import pytest
from conftest import COMMAND, run
from tables import write_csv


def complaint(*arguments, code, **more):
    done = run(*arguments, code=code, **more)
    return done.stderr.decode()


@pytest.fixture
def small(tmp_path):
    return write_csv(tmp_path / "small.csv", 50)


def test_missing_file(tmp_path):
    assert "none.csv" in complaint("label", tmp_path / "none.csv", "--text", "a", "-o", tmp_path / "o.csv", code=1)
    assert not (tmp_path / "o.csv.partial").exists()


def test_missing_column_names_the_near_one(small, tmp_path):
    text = complaint("label", small, "--text", "bodi", "-o", tmp_path / "o.csv", code=2)
    assert "did you mean 'body'" in text and "title" in text


def test_unknown_rater_option_and_verb(small, tmp_path):
    assert "did you mean 'vader'" in complaint("label", small, "--text", "body", "--raters", "vadr", "-o", tmp_path / "o.csv", code=2)
    assert "did you mean '--threads'" in complaint("label", small, "--text", "body", "--theads", "2", "-o", tmp_path / "o.csv", code=2)
    assert "did you mean 'label'" in complaint("lable", code=2)
    assert "did you mean 'polarity'" in complaint("schemes", "show", "polartiy", code=2)
    assert "did you mean 'merge'" in complaint("data", "mrege", "-o", "x", code=2)


def test_ragged_row_stops_with_its_place(tmp_path):
    (tmp_path / "in.csv").write_text("id,body\n1,good\n2,bad,extra\n3,fine\n")
    text = complaint("label", tmp_path / "in.csv", "--text", "body", "-o", tmp_path / "o.parquet", code=1)
    assert "in.csv" in text and "row 2" in text and "byte 15" in text and "3" in text and "2" in text
    assert not (tmp_path / "o.parquet").exists()


def test_ragged_row_kept(tmp_path):
    (tmp_path / "in.csv").write_text("id,body,more\n1,good,x\n2,bad\n3,fine,y\n")
    text = complaint("label", tmp_path / "in.csv", "--text", "body", "--raters", "vader", "--on-bad-row", "keep", "-o", tmp_path / "o.parquet", code=3)
    assert "row 2" in text
    table = pq.read_table(tmp_path / "o.parquet")
    assert table["body.vader.status"].to_pylist() == ["ok", "decode_error", "ok"]
    assert table["id"].to_pylist() == ["1", "2", "3"] and table["more"].to_pylist() == ["x", None, "y"]
    assert table["body.vader.compound"].to_pylist()[1] is None


def test_unclosed_quote(tmp_path):
    (tmp_path / "in.csv").write_text('id,body\n1,good\n2,"never closed\n3,fine\n')
    text = complaint("label", tmp_path / "in.csv", "--text", "body", "-o", tmp_path / "o.parquet", code=1)
    assert "row 2" in text and "quote" in text and "byte 17" in text


def test_broken_json_line(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"body":"good"}\n{"body":\n{"body":"fine"}\n')
    text = complaint("label", tmp_path / "in.jsonl", "--text", "body", "-o", tmp_path / "o.parquet", code=1)
    assert "row 2" in text
    complaint("label", tmp_path / "in.jsonl", "--text", "body", "--raters", "vader", "--on-bad-row", "keep", "-o", tmp_path / "o.parquet", "--force", code=3)
    assert pq.read_table(tmp_path / "o.parquet")["body.vader.status"].to_pylist() == ["ok", "decode_error", "ok"]


def test_corrupt_parquet(tmp_path):
    (tmp_path / "in.parquet").write_bytes(b"PAR1" + b"x" * 100 + b"PAR1")
    assert "in.parquet" in complaint("label", tmp_path / "in.parquet", "--text", "a", "-o", tmp_path / "o.csv", code=1)


def test_empty_file(tmp_path):
    (tmp_path / "in.csv").write_text("")
    assert "empty" in complaint("label", tmp_path / "in.csv", "--text", "a", "-o", tmp_path / "o.csv", code=1)


def test_an_output_that_is_there(small, tmp_path):
    (tmp_path / "o.csv").write_text("precious")
    assert "--force" in complaint("label", small, "--text", "body", "-o", tmp_path / "o.csv", code=1)
    assert (tmp_path / "o.csv").read_text() == "precious"
    run("label", small, "--text", "body", "-o", tmp_path / "o.csv", "--force")
    assert (tmp_path / "o.csv").read_text() != "precious"


def test_columns_that_are_there_already(small, tmp_path):
    run("label", small, "--text", "body", "--raters", "vader", "-o", tmp_path / "once.csv")
    text = complaint("label", tmp_path / "once.csv", "--text", "body", "--raters", "vader", "-o", tmp_path / "twice.csv", code=1)
    assert "--replace-columns" in text
    run("label", tmp_path / "once.csv", "--text", "body", "--raters", "vader", "-o", tmp_path / "twice.csv", "--replace-columns")
    assert (tmp_path / "twice.csv").read_bytes() == (tmp_path / "once.csv").read_bytes()


def test_output_folder_missing(small, tmp_path):
    assert "none" in complaint("label", small, "--text", "body", "-o", tmp_path / "none" / "o.csv", code=1)


def test_file_size_limit_then_continue(tmp_path):
    """A full disk, as a file-size limit: a clear error, exit 1, and the same command continues to the same bytes."""
    source = write_csv(tmp_path / "in.csv", 300000)
    run("label", source, "--text", "body", "--raters", "vader", "-o", tmp_path / "whole.csv")
    size = (tmp_path / "whole.csv").stat().st_size
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))
    arguments = [COMMAND, "label", source, "--text", "body", "--raters", "vader", "-o", tmp_path / "o.csv"]
    stopped = subprocess.run(arguments, capture_output=True, preexec_fn=limit, timeout=120)
    assert stopped.returncode == 1 and b"File too large" in stopped.stderr and b"continues" in stopped.stderr
    subprocess.run(arguments, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert json.loads((tmp_path / "o.csv.summary.json").read_text())["rows_of_earlier_runs"] > 0


def test_full_disk(tmp_path):
    """A real full disk: a small tmpfs, where we may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True).returncode != 0:
        pytest.skip("may not mount a tmpfs here; the file-size limit above tests the same path")
    try:
        source = write_csv(tmp_path / "in.csv", 200000)
        text = complaint("label", source, "--text", "body", "-o", disk / "o.csv", code=1)
        assert "No space left on device" in text
        subprocess.run(["mount", "-o", "remount,size=200m", disk], check=True)
        run("label", source, "--text", "body", "-o", disk / "o.csv")
        run("label", source, "--text", "body", "-o", tmp_path / "o.csv")
        assert (disk / "o.csv").read_bytes() == (tmp_path / "o.csv").read_bytes()
    finally:
        subprocess.run(["umount", "-l", disk])


def test_full_standard_output(small):
    with open("/dev/full", "w") as full:
        done = subprocess.run([COMMAND, "label", small, "--text", "body", "-o", "-"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1 and b"No space left" in done.stderr


def test_a_missing_lexicon_says_how_to_get_it(small, tmp_path):
    """An installed command without its share folder."""
    from conftest import ROOT
    lonely = tmp_path / "bin"
    lonely.mkdir()
    build = ROOT / "build/release"
    shutil.copy(build / "bin/openaffect", lonely)
    done = subprocess.run([lonely / "openaffect", "read", "good"], capture_output=True,
                          env={"PATH": "/usr/bin", "HOME": str(tmp_path), "LD_LIBRARY_PATH": str(build / "lib"), "XDG_DATA_DIRS": "/none"})
    if done.returncode == 0:
        pytest.skip("the libraries' own folder has the lexicons")
    assert done.returncode == 1 and b"vaderSentiment==3.3.2" in done.stderr


def test_a_broken_lexicon_of_ones_own(small, tmp_path):
    (tmp_path / "mine.txt").write_text("good\t1.9\t0.5\t[1]\nbad\tx\n")
    text = complaint("label", small, "--text", "body", "--raters", f"mine=vader:{tmp_path}/mine.txt", "-o", tmp_path / "o.csv", code=1)
    assert "mine.txt" in text and "row 2" in text


def test_a_broken_scheme_of_ones_own(tmp_path):
    (tmp_path / "mine.json").write_text('{"id": "Mine"}')
    assert "mine.json" in complaint("schemes", "show", tmp_path / "mine.json", code=1)
