"""openaffect.ray.label beside the command: our own model, a Parquet file in, Parquet out, one and two workers or threads.

    PYTHONPATH=build/release/python .venv-python/bin/python bench/ray_bench.py      (bench/run.py ray calls it so)

Prints rows of Markdown. Ours and the command take turns in one run, and the best of OA_BENCH_TURNS (3) counts. OA_BENCH_ROWS
sets how many rows, 40,000 by default; OA_BENCH_WORKERS=2 takes two workers only. Not timed: the start of Ray itself, which
a job on a cluster does not pay. Timed: the start of the processes that rate, their model, reading and writing; of the
command the whole process.
"""

import logging
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
os.environ.update(RAY_AUTH_MODE="disabled", RAY_USAGE_STATS_ENABLED="0")

import run as bench

ROWS = int(os.environ.get("OA_BENCH_ROWS", "40000"))
TURNS = int(os.environ.get("OA_BENCH_TURNS", "3"))
WORKERS = [int(count) for count in os.environ.get("OA_BENCH_WORKERS", "1,2").split(",")]
BLOCKS = 32
BATCH = max(1, min(1024, ROWS // BLOCKS))  # a small run, too, has something for both
WHAT = {1: "one process; the command with one thread", 2: "two processes; the command with two threads"}
BAR = {1: "", 2: "≥ .85×"}


def source_of(folder):
    """Files as a cluster has them, and one for the command."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    _, lines = bench.texts()
    table = pa.table({"id": range(ROWS), "text": [lines[number % len(lines)] for number in range(ROWS)]})
    (folder / "rows").mkdir()
    each = -(-ROWS // BLOCKS)
    for block in range(BLOCKS):
        pq.write_table(table.slice(block * each, each), folder / f"rows/{block:03d}.parquet")
    pq.write_table(table, folder / "rows.parquet")


def command(folder, threads):
    flags = ["--text", "text", "--raters", "text", "--threads", str(threads), "--force", "--quiet", "-o", folder / "command.parquet"]
    subprocess.run([bench.COMMAND, "label", folder / "rows.parquet", *flags], check=True)


def pool(folder, workers):
    import openaffect.ray
    import ray.data

    shutil.rmtree(folder / "labelled", ignore_errors=True)
    dataset = ray.data.read_parquet(str(folder / "rows")).repartition(target_num_rows_per_block=BATCH)
    openaffect.ray.label(dataset, text="text", raters="text", concurrency=workers, batch_size=BATCH).write_parquet(str(folder / "labelled"))


def check(folder):
    """Both wrote the same rows."""
    import pyarrow.parquet as pq

    one, other = (pq.read_table(folder / name).sort_by("id") for name in ("command.parquet", "labelled"))
    if not one.select(other.column_names).to_pydict() == other.to_pydict() or one.num_rows != ROWS:
        sys.exit("bench: Ray's rows are not the command's")


def main():
    import ray
    import ray.data

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source_of(folder)
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        bench.title(f"Ray {ray.__version__}, text, {ROWS:,} rows, Parquet to Parquet, rows per second")
        for workers in WORKERS:
            best = {"ours": 1e9, "command": 1e9}
            for _ in range(TURNS):
                best["ours"] = min(best["ours"], bench.seconds(lambda: pool(folder, workers)))
                best["command"] = min(best["command"], bench.seconds(lambda: command(folder, workers)))
            check(folder)
            ours, peer = ROWS / best["ours"], ROWS / best["command"]
            bench.row(WHAT[workers], f"{ours:,.0f}", f"{peer:,.0f}", f"{ours / peer:.2f}×", BAR[workers])
        ray.shutdown()


if __name__ == "__main__":
    main()
