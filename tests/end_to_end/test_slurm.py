"""examples/slurm/label.sbatch, run as Slurm runs an array: tasks side by side, some of them killed and queued again."""

import contextlib
import os
import signal
import subprocess
import time

import pytest
from conftest import COMMAND, ROOT, run
from object_server import object_server
from tables import write_csv

SCRIPT = ROOT / "examples/slurm/label.sbatch"
SHARES = 3
LABEL = "--text title,body --raters vader,pattern"


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return write_csv(tmp_path_factory.mktemp("table") / "in.csv", 140000)  # three runs of 64 blocks


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    return write_csv(tmp_path_factory.mktemp("big") / "in.csv", 520000)  # eight runs


def whole(table, output):
    run("label", table, *LABEL.split(), "-o", output)
    return output.read_bytes()


class Cluster:
    """What Slurm gives to the script of a task."""

    def __init__(self, folder, source, output, **environment):
        self.folder = folder
        self.environment = {**os.environ, "OPENAFFECT": COMMAND, "INPUT": str(source), "OUTPUT": str(output), "LABEL": LABEL,
                            "SLURM_CPUS_PER_TASK": "1", **environment}

    def start(self, task, count=SHARES):
        """In a session of its own, so that it can be killed with its children, as Slurm does."""
        of_task = {"SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_COUNT": str(count)}
        with open(self.folder / f"{task}.log", "ab") as log:
            return subprocess.Popen(["bash", SCRIPT], cwd=self.folder, env={**self.environment, **of_task}, stdout=log, stderr=log,
                                    start_new_session=True)

    def run(self, task, **kwargs):
        return self.start(task, **kwargs).wait(), (self.folder / f"{task}.log").read_text()

    def merge(self):
        return subprocess.run(["bash", SCRIPT, "merge"], cwd=self.folder, env=self.environment, capture_output=True, text=True)

    def run_with_kills(self):
        """The array to its end; a task is killed once, when a part of its share is safe, and queued again. Returns those that were."""
        running = {task: self.start(task) for task in range(1, SHARES + 1)}
        killed = set()
        while any(process.poll() is None for process in running.values()):
            for task in set(running) - killed:
                if has_safe_part(self.folder, task) and running[task].poll() is None:
                    os.killpg(running[task].pid, signal.SIGKILL)
                    assert running[task].wait() == -signal.SIGKILL
                    killed.add(task)
                    running[task] = self.start(task)
            time.sleep(0.005)
        assert [process.returncode for process in running.values()] == [0] * SHARES
        return killed


def has_safe_part(folder, task):
    with contextlib.suppress(FileNotFoundError):  # it may be over at any moment
        return any(manifest.read_bytes().count(b"\n") >= 2 for manifest in folder.glob(f"**/{task}-of-*.partial/manifest.jsonl"))
    return False


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_killed_tasks_are_queued_again(big, tmp_path, kind):
    cluster = Cluster(tmp_path, big, f"labelled.{kind}")
    killed = cluster.run_with_kills()
    assert killed and all("from earlier runs" in (tmp_path / f"{task}.log").read_text() for task in killed)
    done = cluster.merge()
    assert done.returncode == 0 and "3 shards joined" in done.stderr
    assert (tmp_path / f"labelled.{kind}").read_bytes() == whole(big, tmp_path / f"whole.{kind}")


def test_submitted_again(table, tmp_path):
    cluster = Cluster(tmp_path, table, "labelled.parquet")
    assert cluster.run(1)[0] == 0
    done = cluster.merge()
    assert done.returncode == 1 and "shard 2 of 3 is missing" in done.stderr and not (tmp_path / "labelled.parquet").exists()
    made = (tmp_path / "labelled.shares/1-of-3.parquet").stat().st_mtime_ns
    code, log = cluster.run(1)
    assert code == 0 and "is whole already" in log
    assert (tmp_path / "labelled.shares/1-of-3.parquet").stat().st_mtime_ns == made
    some = Cluster(tmp_path, table, "labelled.parquet", SHARES="3")
    assert some.run(2, count=2)[0] == 0 and some.run(3, count=2)[0] == 0  # --array=2,3
    assert cluster.merge().returncode == 0
    assert (tmp_path / "labelled.parquet").read_bytes() == whole(table, tmp_path / "whole.parquet")


def test_what_fails_fails_the_task(table, tmp_path):
    code, log = Cluster(tmp_path, table, "o.csv", LABEL="--text none").run(1)
    assert code == 2 and "column" in log
    code, log = Cluster(tmp_path, table, "o.csv").run(0)  # --array=0-2
    assert code == 2 and "0/3" in log
    bad = tmp_path / "bad.csv"
    bad.write_text("text\nfine\na,b,c\n")
    assert Cluster(tmp_path, bad, "o.csv", LABEL="--text text").run(1)[0] == 1
    assert Cluster(tmp_path, bad, "kept.csv", LABEL="--text text --on-bad-row keep").run(1)[0] == 0


def test_in_an_object_store(table, tmp_path):
    with object_server(tmp_path / "moto.log") as server:
        server.put("bucket")
        server.put("bucket/in.csv", table.read_bytes())
        folder = tmp_path / "submit"
        folder.mkdir()
        cluster = Cluster(folder, "s3://bucket/in.csv", "s3://bucket/out/labelled.parquet", **server.environment)
        for task in range(1, SHARES + 1):
            assert cluster.run(task)[0] == 0
        code, log = cluster.run(2)
        assert code == 0 and "is whole already" in log
        done = cluster.merge()
        assert done.returncode == 0, done.stderr
        assert server.get("bucket/out/labelled.parquet") == whole(table, tmp_path / "whole.parquet")
        assert list(folder.glob("*.partial")) == []
