"""Killed at any instant, in shards or at once: no row lost, none twice, and the bytes of an uninterrupted run."""

import os
import random
import shutil
import signal
import subprocess
import time

import pytest
from conftest import COMMAND, run
from tables import write_csv, write_jsonl

ROWS = 520000  # eight runs of 64 blocks


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    return write_csv(tmp_path_factory.mktemp("big") / "big.csv", ROWS)


def start(*arguments):
    return subprocess.Popen([COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def job(source, output):
    return ["label", source, "--text", "title,body", "--raters", "vader,pattern", "--threads", "2", "-o", output]


@pytest.mark.parametrize("kind, kills, hits_wanted", [("parquet", 30, 20), ("csv", 6, 3), ("jsonl", 6, 3)])
def test_random_kills(big, tmp_path, kind, kills, hits_wanted):
    """Kills spread over the time that a whole run takes; more kills until `hits_wanted` hit the job while it ran."""
    whole, output, partial = (tmp_path / name for name in (f"whole.{kind}", f"killed.{kind}", f"killed.{kind}.partial"))
    begun = time.monotonic()
    run(*job(big, whole))
    seconds = time.monotonic() - begun
    wanted = whole.read_bytes()
    rng = random.Random(kind)
    hits = 0

    def check_and_remove():
        assert output.read_bytes() == wanted and not partial.exists()
        os.remove(output)

    for kill in range(3 * kills):
        if kill >= kills and hits >= hits_wanted:
            break
        process = start(*job(big, output))
        time.sleep(seconds * (kill % kills + rng.random()) / kills)
        process.send_signal(signal.SIGKILL)
        hit = process.wait() == -signal.SIGKILL
        hits += hit
        if not hit:
            seconds *= 0.9  # the first run was slower than this one: the machine has other work
        process.stderr.close()
        if kill % 3 == 2 and (partial.exists() or not output.exists()):
            run(*job(big, output))  # what three killed runs left, to the end
        if output.exists() and not partial.exists():
            check_and_remove()
    assert hits >= hits_wanted, f"only {hits} of {kills} kills hit the job while it ran ({seconds:.1f} s)"
    run(*job(big, output))
    check_and_remove()


def kill_halfway(big, output):
    """A job that was killed after its first part."""
    process = start(*job(big, output))
    manifest = output.parent / (output.name + ".partial") / "manifest.jsonl"
    for _ in range(3000):
        if manifest.exists() and manifest.read_bytes().count(b"\n") >= 2:
            break
        time.sleep(0.01)
    process.kill()
    process.wait()
    process.stderr.close()
    assert manifest.exists(), "the job was over before it could be killed"


def test_interrupt_says_how_to_continue(big, tmp_path):
    output = tmp_path / "o.parquet"
    process = start(*job(big, output))
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    text = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 130
    assert "the same command continues" in text
    run(*job(big, output))
    run(*job(big, tmp_path / "whole.parquet"))
    assert output.read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_two_at_once(big, tmp_path):
    output = tmp_path / "o.parquet"
    first = start(*job(big, output))
    while not (tmp_path / "o.parquet.partial/manifest.jsonl").exists():
        time.sleep(0.01)
    text = run(*job(big, output), code=1).stderr.decode()
    assert "another run" in text
    assert first.wait() == 0
    first.stderr.close()


@pytest.mark.parametrize("change, said", [
    (["--set", "pattern.opinion.cuts=.2,.8"], "rater pattern"),
    (["--raters", "vader"], "--raters"),
    (["--text", "body"], "--text"),
])
def test_a_changed_option_is_refused(big, tmp_path, change, said):
    output = tmp_path / "o.parquet"
    kill_halfway(big, output)
    arguments = job(big, output)
    for at in range(0, len(change), 2):
        if change[at] in arguments:
            arguments[arguments.index(change[at]) + 1] = change[at + 1]
        else:
            arguments += change[at:at + 2]
    text = run(*arguments, code=1).stderr.decode()
    assert said in text and "--force" in text


def test_a_changed_input_is_refused_and_a_touched_one_is_not(big, tmp_path):
    source = tmp_path / "source.csv"
    shutil.copy(big, source)
    output = tmp_path / "o.parquet"
    kill_halfway(source, output)
    saved = tmp_path / "saved"
    shutil.copytree(tmp_path / "o.parquet.partial", saved)

    os.utime(source)  # only touched: the part that was read is hashed, and is the same
    run(*job(source, output))
    run(*job(big, tmp_path / "whole.parquet"))
    assert output.read_bytes() == (tmp_path / "whole.parquet").read_bytes()

    os.remove(output)
    shutil.copytree(saved, tmp_path / "o.parquet.partial")
    data = bytearray(source.read_bytes())
    data[100] ^= 1
    source.write_bytes(data)
    assert "changed" in run(*job(source, output), code=1).stderr.decode()
    source.write_bytes(data + b"0,a,b\n")
    assert "length" in run(*job(source, output), code=1).stderr.decode()


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_shards_join_to_the_unsharded_file(big, tmp_path, kind):
    whole = tmp_path / f"whole.{kind}"
    run(*job(big, whole))
    shards = []
    for index in range(1, 4):
        shards.append(tmp_path / f"shard-{index}.{kind}")
        run(*job(big, shards[-1]), "--shard", f"{index}/3")
    merged = tmp_path / f"merged.{kind}"
    run("data", "merge", shards[2], shards[0], shards[1], "-o", merged)
    assert merged.read_bytes() == whole.read_bytes()

    text = run("data", "merge", shards[0], shards[1], "-o", tmp_path / "x", code=1).stderr.decode()
    assert "shard 3" in text and not (tmp_path / "x").exists()
    other = tmp_path / f"other.{kind}"
    run("label", big, "--text", "body", "-o", other, "--shard", "3/3")
    assert "shard" in run("data", "merge", shards[0], shards[1], other, "-o", tmp_path / "x", code=1).stderr.decode()
    assert "twice" in run("data", "merge", shards[0], shards[1], shards[1], "-o", tmp_path / "x", code=1).stderr.decode()


def test_more_shards_than_rows(tmp_path):
    source = write_jsonl(tmp_path / "in.jsonl", 10)
    shards = []
    for index in (1, 2):
        shards.append(tmp_path / f"{index}.csv")
        run("label", source, "--text", "body", "-o", shards[-1], "--shard", f"{index}/2")
    run("label", source, "--text", "body", "-o", tmp_path / "whole.csv")
    run("data", "merge", *shards, "-o", tmp_path / "merged.csv")
    assert (tmp_path / "merged.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_a_killed_shard_continues(big, tmp_path):
    output = tmp_path / "o.parquet"
    arguments = [*job(big, output), "--shard", "1/2"]
    process = start(*arguments)
    time.sleep(0.3)
    process.kill()
    process.wait()
    process.stderr.close()
    run(*arguments)
    run(*job(big, tmp_path / "whole.parquet"), "--shard", "1/2")
    assert output.read_bytes() == (tmp_path / "whole.parquet").read_bytes()
