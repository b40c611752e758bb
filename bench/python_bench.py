"""oa.label on a pandas frame beside the command on the same rows and `df.apply` with vaderSentiment.

    PYTHONPATH=build/release/python .venv-python/bin/python bench/python_bench.py      (bench/run.py python calls it so)

Prints rows of Markdown: what, ours, peer, ratio, the bar. OA_BENCH_ROWS sets how many rows, 1,000,000 by default.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import run as bench

ROWS = int(os.environ.get("OA_BENCH_ROWS", "1000000"))
PEER_ROWS = 20_000
IMPORTS = 7


def best(work, times=3):
    return min(bench.seconds(work) for _ in range(times))


def frame_of(rows):
    import pandas

    _, lines = bench.texts()
    return pandas.DataFrame({"id": range(rows), "text": [lines[number % len(lines)] for number in range(rows)]})


def frames(folder):
    import openaffect as oa
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    frame, source = frame_of(ROWS), folder / "rows.csv"
    frame.to_csv(source, index=False)
    cores = len(os.sched_getaffinity(0))
    bench.title(f"oa.label, vader, {ROWS:,} rows of a pandas frame, {cores} threads, rows per second")

    def command():
        flags = ["--text", "text", "--raters", "vader", "--force", "--quiet", "-o", folder / "rows.parquet"]
        subprocess.run([bench.COMMAND, "label", source, *flags], check=True)

    ours = ROWS / best(lambda: oa.label(frame, text="text", raters="vader"))
    peer = ROWS / best(command)
    bench.row("the command, CSV to Parquet", f"{ours:,.0f}", f"{peer:,.0f}", f"{ours / peer:.2f}×", "≥ .9×")
    analyzer, some = SentimentIntensityAnalyzer(), frame.head(PEER_ROWS)
    peer = PEER_ROWS / bench.seconds(lambda: some.apply(lambda row: analyzer.polarity_scores(row["text"])["compound"], axis=1))
    bench.row("df.apply with vaderSentiment 3.3.2", f"{ours:,.0f}", f"{peer:,.0f}", f"{ours / peer:.0f}×", "≥ 40×")


def start():
    """`import openaffect` beyond `import pyarrow`, the smallest of several fresh processes each."""
    def imported(module):
        script = f"import time; begun = time.perf_counter(); import {module}; print(time.perf_counter() - begun)"
        return min(float(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout) for _ in range(IMPORTS))

    ours, arrow = imported("openaffect"), imported("pyarrow")
    bench.title("import, milliseconds")
    bench.row("openaffect beyond pyarrow", f"{1000 * (ours - arrow):.0f}", f"{1000 * arrow:.0f} (pyarrow itself)", "", "≤ 150")


def streamed(folder):
    """A Parquet file of a gigabyte through oa.label(path, output=path), in a process of its own."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    source, most = folder / "big.parquet", 1_000_000_000
    table = pa.Table.from_pandas(frame_of(100_000), preserve_index=False)
    with pq.ParquetWriter(source, table.schema, compression="none", use_dictionary=False) as writer:
        while source.stat().st_size < most:
            writer.write_table(table, row_group_size=65_536)
    script = f"""
import openaffect as oa, resource
oa.label({str(source)!r}, text="text", raters="vader", output={str(folder / "out.parquet")!r})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    begun = time.perf_counter()
    peak = int(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout) / 1000
    bench.title(f"memory of oa.label(path, output=path), {source.stat().st_size / 1e9:.1f} GB of Parquet, MB")
    bench.row(f"peak of the process, {time.perf_counter() - begun:.0f} s", f"{peak:.0f}", "", "", "≤ 500")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        frames(folder)
        start()
        streamed(folder)


if __name__ == "__main__":
    main()
