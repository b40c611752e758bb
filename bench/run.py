"""Ours and the peers, in one run, with the ratio.

    python bench/run.py [raters] [job] [files] [memory] [start] [evaluate] [text] [training] [python] [ray]        (./dev bench sets up and builds first)

Every group prints rows: what, ours, peer, ratio, the bar. Peers run in this process or in programs of bench/peers.
"""

import csv
import json
import multiprocessing
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMAND = ROOT / "build/release/bin/openaffect"
RATE_TEXTS = ROOT / "build/release/bin/rate_texts"
HUMAN_RATED = ROOT / ".cache/human_rated.csv"
ROWS = int(os.environ.get("OA_BENCH_ROWS", "2000000"))


def row(what, ours, peer, ratio, bar):
    print(f"| {what} | {ours} | {peer} | {ratio} | {bar} |", flush=True)


def title(text):
    print(f"\n### {text}\n\n| what | ours | peer | ratio | bar |\n|---|---|---|---|---|", flush=True)


def texts():
    """GoEmotions' test comments, or the human-rated texts where the data is not here."""
    folder = os.environ.get("OPENAFFECT_DATA", "")
    file = pathlib.Path(folder) / "text/goemotions/test.tsv"
    if folder and file.exists():
        return "GoEmotions test", [line.split("\t")[0] for line in file.read_text(encoding="utf-8").split("\n") if line]
    with open(HUMAN_RATED, newline="", encoding="utf-8") as rated:
        return "human-rated", [" ".join(line["text"].split("\n")) for line in csv.DictReader(rated)]


def seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def per_second(work, count):
    """Texts per second of `work`, which handles `count`: the best of three."""
    return max(count / seconds(work) for _ in range(3))


def ours_per_second(file, raters, threads=1):
    return float(subprocess.run([RATE_TEXTS, file, raters, str(threads), "1"], check=True, capture_output=True, text=True).stdout)


def raters(folder):
    from textblob.en.sentiments import PatternAnalyzer
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    name, lines = texts()
    file = folder / "texts.txt"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    title(f"Rater::rate, one thread, {len(lines):,} {name} comments in memory, texts per second")
    vader, pattern = SentimentIntensityAnalyzer(), PatternAnalyzer()
    ours = ours_per_second(file, "vader")
    peer = per_second(lambda: [vader.polarity_scores(text) for text in lines], len(lines))
    row("vader, vaderSentiment 3.3.2 (Python)", f"{ours:,.0f}", f"{peer:,.0f}", f"{ours / peer:.1f}×", "≥ 40×")
    crate = rust_vader(file)
    if crate:
        ours = ours_per_second(file, "vader")
        row("vader, vader-sentimental 0.1.3 (Rust)", f"{ours:,.0f}", f"{crate:,.0f}", f"{ours / crate:.1f}×", "≥ 5×")
    ours = ours_per_second(file, "pattern")
    some = lines[:2000]
    peer = per_second(lambda: [pattern.analyze(text) for text in some], len(some))
    row("pattern, TextBlob 0.20.1 (Python)", f"{ours:,.0f}", f"{peer:,.0f}", f"{ours / peer:.1f}×", "≥ 100×")


def rust_vader(file):
    """Texts per second of the Rust crate, or None without cargo."""
    source = ROOT / "bench/peers/vader_sentimental"
    cargo = shutil.which("cargo") or shutil.which("cargo", path=os.path.expanduser("~/.cargo/bin"))
    if not cargo:
        print("(the Rust peer needs cargo, which is not here)", file=sys.stderr)
        return None
    target = ROOT / ".cache/rust"
    subprocess.run([cargo, "build", "--release", "--locked", "--quiet", "--target-dir", target], cwd=source, check=True)
    program = target / "release" / "vader_sentimental_peer"
    return max(float(subprocess.run([program, file], check=True, capture_output=True, text=True).stdout.split()[0]) for _ in range(3))


def big_csv(folder, rows):
    file = folder / f"{rows}.csv"
    if not file.exists():
        _, lines = texts()
        with open(file, "w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(["id", "text"])
            writer.writerows((f"{number:08d}", lines[number % len(lines)]) for number in range(rows))
    return file


def label(source, output, threads=2):
    def work():
        subprocess.run([COMMAND, "label", source, "--text", "text", "--raters", "vader,pattern", "--threads", str(threads), "--force", "--quiet", "-o", output], check=True)
    return work


def pandas_half(part):
    from textblob.en.sentiments import PatternAnalyzer
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    import pandas

    vader, pattern = SentimentIntensityAnalyzer(), PatternAnalyzer()
    frame = pandas.DataFrame([vader.polarity_scores(text) for text in part["text"]], index=part.index)
    both = pandas.DataFrame([pattern.analyze(text) for text in part["text"]], columns=["polarity", "subjectivity"], index=part.index)
    return pandas.concat([part, frame, both], axis=1)


def pandas_script(source, output):
    """What people write: pandas, both packages, two processes."""
    import pandas

    frame = pandas.read_csv(source, dtype=str, keep_default_na=False)
    middle = len(frame) // 2
    with multiprocessing.Pool(2) as pool:
        pandas.concat(pool.map(pandas_half, [frame[:middle], frame[middle:]])).to_parquet(output)


def job(folder):
    import pyarrow.csv
    import pyarrow.parquet

    source, output, lines = big_csv(folder, ROWS), folder / "labelled.parquet", folder / "lines.txt"
    _, base = texts()
    with open(lines, "w", encoding="utf-8") as file:
        file.writelines(base[number % len(base)] + "\n" for number in range(ROWS))
    title(f"The whole job: CSV of {ROWS:,} rows ({source.stat().st_size / 1e6:.0f} MB), both raters, two threads, Parquet out; seconds")
    ours = min(seconds(label(source, output)) for _ in range(3))
    rating = ROWS / ours_per_second(lines, "vader,pattern", threads=2)
    read = min(seconds(lambda: pyarrow.csv.read_csv(source)) for _ in range(3))
    table = pyarrow.parquet.read_table(output)
    write = min(seconds(lambda: pyarrow.parquet.write_table(table, folder / "peer.parquet", compression="zstd", row_group_size=65536)) for _ in range(3))
    total = rating + read + write
    row(f"rating alone {rating:.2f} + pyarrow read {read:.2f} + write {write:.2f}", f"{ours:.2f}", f"{total:.2f}", f"{ours / total:.2f}", "≤ 1.2")
    del table
    part = ROWS // 50
    small = big_csv(folder, part)
    peer = seconds(lambda: pandas_script(small, folder / "pandas.parquet")) * 50
    row(f"pandas script, two processes ({part:,} rows, scaled by 50)", f"{ours:.2f}", f"{peer:.0f}", f"{peer / ours:.0f}×", "≥ 50×")


def orjson_script(source, output):
    """What people write: a line in, vaderSentiment, a line out."""
    import orjson
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    with open(source, "rb") as lines, open(output, "wb") as out:
        for line in lines:
            row = orjson.loads(line)
            row.update({f"text.vader.{name}": value for name, value in vader.polarity_scores(row["text"]).items()})
            out.write(orjson.dumps(row) + b"\n")


def command(*arguments):
    return lambda: subprocess.run([COMMAND, *map(str, arguments), "--force", "--quiet"], check=True)


def files(folder):
    """Compressed input, JSON lines, and what a report costs; each pair in turn, the best of three."""
    source = big_csv(folder, ROWS)
    packed = folder / "packed.csv.gz"
    with open(packed, "wb") as out:
        subprocess.run(["gzip", "-6", "-c", source], stdout=out, check=True)
    flags = ["--text", "text", "--raters", "vader,pattern", "--threads", 2]
    best = {"plain": 1e9, "gzip": 1e9, "zcat": 1e9, "report": 1e9}
    for _ in range(3):
        runs = {
            "plain": command("label", source, *flags, "-o", folder / "plain.parquet"),
            "gzip": command("label", packed, *flags, "-o", folder / "gzip.parquet"),
            "zcat": lambda: subprocess.run(["zcat", packed], stdout=subprocess.DEVNULL, check=True),
            "report": command("label", source, *flags, "-o", folder / "report.parquet", "--report", folder / "report.html"),
        }
        for name, work in runs.items():
            best[name] = min(best[name], seconds(work))
    title(f"Files: {ROWS:,} rows ({source.stat().st_size / 1e6:.0f} MB), two threads, seconds")
    total = best["zcat"] + best["plain"]
    row(f"CSV with gzip in; zcat {best['zcat']:.2f} + plain job {best['plain']:.2f}", f"{best['gzip']:.2f}", f"{total:.2f}", f"{best['gzip'] / total:.2f}", "≤ 1.1")
    row("with --report, without", f"{best['report']:.2f}", f"{best['plain']:.2f}", f"{best['report'] / best['plain'] - 1:+.1%}", "≤ +5 %")
    some = ROWS // 20
    lines = folder / "lines.jsonl"
    _, base = texts()
    with open(lines, "w", encoding="utf-8") as file:
        for number in range(ROWS):
            file.write(json.dumps({"id": f"{number:08d}", "text": base[number % len(base)]}, ensure_ascii=False) + "\n")
    few = folder / "few.jsonl"
    with open(few, "w", encoding="utf-8") as file, open(lines, encoding="utf-8") as whole:
        file.writelines(line for line, _ in zip(whole, range(some)))
    ours = min(seconds(command("label", lines, "--text", "text", "--raters", "vader", "--threads", 2, "-o", folder / "o.jsonl")) for _ in range(3))
    peer = min(seconds(lambda: orjson_script(few, folder / "peer.jsonl")) for _ in range(2)) * ROWS / some
    row(f"JSONL in, vader, JSONL out; orjson and vaderSentiment ({some:,} rows, scaled)", f"{ours:.2f}", f"{peer:.1f}", f"{peer / ours:.0f}×", "≥ 20×")


def memory(folder):
    title("Peak memory of the job, MB")
    peaks = {}
    for rows in (200_000, 4_000_000):
        source, output = big_csv(folder, rows), folder / f"{rows}.parquet"
        label(source, output)()
        peaks[rows] = json.loads(pathlib.Path(f"{output}.summary.json").read_text())["peak_memory_bytes"] / 1e6
        source.unlink()
    small, large = peaks.values()
    row("200,000 rows and 4,000,000 rows", f"{small:.0f} and {large:.0f}", "", f"{abs(large - small) / small:.0%}", "both ≤ 400, ≤ 20 % apart")


def beside(ours, peer, turns):
    """Medians of two commands that take turns, in milliseconds."""
    times = {"ours": [], "peer": []}
    for _ in range(turns):
        for name, command in (("ours", ours), ("peer", peer)):
            times[name].append(seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)))
    return (sorted(values)[turns // 2] * 1000 for values in times.values())


def start(folder):
    text = "I can't BELIEVE how kind you were!!! :)"
    title("One text, process start included, median, milliseconds")
    python = f"from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer as S; print(S().polarity_scores({text!r}))"
    ours, peer = beside([COMMAND, "read", text, "--raters", "vader"], [sys.executable, "-c", python], 25)
    row("openaffect read … --raters vader, the same in Python", f"{ours:.1f}", f"{peer:.1f}", f"{peer / ours:.1f}×", "≥ 5×")
    # The peer runs the encoder of text's base, and has no heads to run.
    python = f"""import transformers as t; m = {str(ROOT / '.cache/minilm')!r}
e = t.AutoModel.from_pretrained(m).eval(); print(e(**t.AutoTokenizer.from_pretrained(m)({text!r}, return_tensors='pt')).last_hidden_state.mean())"""
    ours, peer = beside([COMMAND, "read", text, "--raters", "text"], [sys.executable, "-c", python], 9)
    row("openaffect read … --raters text; its encoder alone in transformers", f"{ours:.0f}", f"{peer:.0f}", f"{peer / ours:.1f}×", "≤ 1,000 and ≥ 5×")


def evaluate(folder):
    import evaluate_bench  # which takes the table from here

    evaluate_bench.evaluate(folder)


def text(folder):
    import text_bench

    text_bench.text(folder)


def training(folder):
    import training_bench

    training_bench.training(folder)


def of_the_package(script):
    """In the Python package's own environment."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "build/release/python"), "OPENAFFECT_SHARE": str(ROOT / ".cache/share/openaffect")}
    subprocess.run([ROOT / ".venv-python/bin/python", ROOT / "bench" / script], check=True, env=environment)


def python(folder):
    of_the_package("python_bench.py")


def ray(folder):
    of_the_package("ray_bench.py")


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    return f"{model}, {os.cpu_count()} cores; Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"


def main():
    groups = {"raters": raters, "job": job, "files": files, "memory": memory, "start": start, "evaluate": evaluate, "text": text,
              "training": training, "python": python, "ray": ray}
    wanted = sys.argv[1:] or list(groups)
    for name in wanted:
        if name not in groups:
            sys.exit(f"bench: unknown group {name}; known: {', '.join(groups)}")
    print(f"Machine: {machine()}")
    with tempfile.TemporaryDirectory(dir=ROOT / ".cache") as folder:
        for name in wanted:
            groups[name](pathlib.Path(folder))


if __name__ == "__main__":
    main()
