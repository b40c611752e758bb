"""Metrics beside the packages that people take for them: the group `evaluate` of run.py. A part is a function of its own in PARTS."""

import json
import os
import pathlib
import subprocess
import sys

from run import COMMAND, ROOT, row, seconds, title

ALPHA_BENCH = ROOT / "build/release/bin/alpha_bench"
BLEU_CORPUS = ROOT / "build/release/bin/bleu_corpus"
BOOTSTRAP_BENCH = ROOT / "build/release/bin/bootstrap_bench"


def bleu(folder):
    """Corpus BLEU of recorded dialogue replies, tokenisation included."""
    import sacrebleu

    file = pathlib.Path(os.environ.get("OPENAFFECT_DATA", "")) / "dialogue/moel/generation_result.txt"
    if not file.exists():
        print("(corpus BLEU needs dialogue/moel of OPENAFFECT_DATA)", file=sys.stderr)
        return
    lines = file.read_text(encoding="utf-8").split("\n")
    hypotheses, references = ([line[5:] for line in lines if line.startswith(start)] for start in ("MOE: ", "ref: "))
    paths = [folder / "hypotheses.txt", folder / "references.txt"]
    for path, texts in zip(paths, (hypotheses, references)):
        path.write_text("".join(text + "\n" for text in texts), encoding="utf-8")
    scores, ours, peer = set(), [], []
    for _ in range(5):  # in turn; the peer keeps its tokens after the first round, ours cuts them again
        score, time = subprocess.run([BLEU_CORPUS, *paths, "0.2"], check=True, capture_output=True, text=True).stdout.split()
        ours.append(float(time))
        scores.add(round(float(score), 10))
        peer.append(seconds(lambda: scores.add(round(sacrebleu.corpus_bleu(hypotheses, [references], force=True).score, 10))))
    assert len(scores) == 1, scores
    title(f"Corpus BLEU of {len(hypotheses):,} pairs in memory, one thread, milliseconds, the best of five")
    row(f"13a, exp smoothing; sacrebleu {sacrebleu.__version__}", f"{min(ours) * 1e3:.1f}", f"{min(peer) * 1e3:.0f}", f"{min(peer) / min(ours):.0f}×", "≥ 20×")


def label_pairs(items=5427, labels=28):
    """Gold and predicted labels as skewed as GoEmotions' (more than a quarter of one label), 61 % of them equal."""
    import numpy

    random = numpy.random.default_rng(28)
    shares = 1 / numpy.arange(1, labels + 1) ** 1.1
    shares /= shares.sum()
    gold = random.choice(labels, items, p=shares)
    other = random.choice(labels, items, p=shares)
    return gold, numpy.where(random.random(items) < 0.55, gold, other)


def macro_f1_bootstrap(folder):
    """A bootstrap of macro-F1, one thread: ours, and the loop over sklearn.metrics.f1_score that people write."""
    import numpy
    from sklearn.metrics import f1_score

    gold, predicted = label_pairs()
    file = folder / "pairs.txt"
    file.write_text("".join(f"{g} {p}\n" for g, p in zip(gold, predicted)))
    random, values, loops = numpy.random.default_rng(1), [], 60

    def loop():
        for _ in range(loops):
            drawn = random.integers(0, len(gold), len(gold))
            values.append(f1_score(gold[drawn], predicted[drawn], average="macro"))

    rounds, peer = [], 0
    for _ in range(10):  # in turn, the best of ten
        done = subprocess.run([BOOTSTRAP_BENCH, file, "10000"], check=True, capture_output=True, text=True)
        rounds.append([float(number) for number in done.stdout.split()])
        peer = max(peer, loops / seconds(loop))
    ours, items, kinds, estimate, low, high = max(rounds)
    assert abs(estimate - f1_score(gold, predicted, average="macro")) < 1e-12
    theirs = numpy.quantile(values, [0.025, 0.975])
    assert max(abs(low - theirs[0]), abs(high - theirs[1])) < (high - low) / 5  # the same interval, but for chance
    title(f"Bootstrap of macro-F1, {items:,.0f} items, 28 labels ({kinds:.0f} kinds of pairs), one thread, resamples per second")
    row("percentile interval, a loop over scikit-learn's f1_score", f"{ours:,.0f}", f"{peer:,.0f}", f"{ours / peer:.0f}×", "≥ 200×")


def real_ratings(units, raters=3):
    """[units][raters]: a true value of each unit, and what each rater made of it; no two numbers are equal."""
    import numpy

    random = numpy.random.default_rng(3)
    return random.normal(size=(units, 1)) + random.normal(size=(units, raters))


def alpha(folder):
    """Krippendorff's alpha of real values, beside the package that builds a matrix of all values by all values."""
    import krippendorff

    table = real_ratings(400)
    file = folder / "ratings.txt"
    file.write_text("".join(" ".join(map(repr, map(float, unit))) + "\n" for unit in table))
    values, ours, peer = [], [], []
    for _ in range(3):  # in turn, the best of three
        value, time_taken = subprocess.run([ALPHA_BENCH, file, "0.3"], check=True, capture_output=True, text=True).stdout.split()
        values.append(float(value))
        ours.append(float(time_taken))
        peer.append(seconds(lambda: values.append(krippendorff.alpha(table.T, level_of_measurement="interval"))))
    assert max(values) - min(values) < 1e-10, values
    title("Krippendorff's interval alpha, 3 raters × 400 real values in memory, one thread, milliseconds, the best of three")
    row("krippendorff 0.9", f"{min(ours) * 1e3:.3f}", f"{min(peer) * 1e3:.0f}", f"{min(peer) / min(ours):,.0f}×", "≥ 100×")


def agree_large(folder):
    """`agree` on a table that no matrix of values by values fits: seconds and peak memory of the whole command."""
    import pyarrow
    import pyarrow.parquet

    units = 300_000
    table = real_ratings(units)
    file = folder / "ratings.parquet"
    columns = {"item": [f"clip_{unit:06d}" for unit in range(units) for _ in range(3)], "rater": ["anna", "ben", "chris"] * units, "value": table.ravel()}
    pyarrow.parquet.write_table(pyarrow.table(columns), file)
    arguments = [COMMAND, "agree", file, "--unit", "item", "--rater", "rater", "--value", "value", "--level", "interval",
                 "--resamples", "1000", "--threads", "2", "--json"]
    # From a process of its own: what a child has used at most counts from the memory of its parent, and this one's is large.
    script = ("import json, resource, subprocess, sys, time; begun = time.perf_counter(); "
              "out = subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout; "
              "taken = time.perf_counter() - begun; "
              "print(json.dumps([json.loads(out)['results'][0], taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))")
    done = subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True, text=True)
    result, taken, kilobytes = json.loads(done.stdout)
    assert result["n_ratings"] == 3 * units and result["resamples"] == 1000 and abs(result["value"] - 0.5) < 0.01, result
    title("`agree`, interval level, 3 raters × 300,000 units of a Parquet file, 1,000 resamples, two threads")
    row("seconds of the whole command", f"{taken:.1f}", "", "", "seconds, not minutes")
    row("peak memory, MB", f"{kilobytes / 1e3:.0f}", "", "", "≤ 400")


def aeb_whole(folder):
    """The 30,808 recorded answers of one model: read, parsed and scored, every figure with 10,000 resamples, by the command."""
    answers = pathlib.Path(os.environ.get("OPENAFFECT_DATA", "")) / "text/aeb"
    files = sorted(answers.glob("*/Emollama-chat-13b.jsonl"))
    if len(files) != 11:
        print("(AEB whole needs text/aeb of OPENAFFECT_DATA)", file=sys.stderr)
        return
    count = sum(file.read_bytes().count(b"\n") for file in files)
    assert count == 30_808, count
    command = [COMMAND, "evaluate", *files, "--benchmark", "aeb", "--json", "--threads", "2", "--resamples", "10000"]
    title(f"AEB whole: {count:,} answers of one model, 10,000 resamples a figure, two threads, process start included, seconds, the best of three")
    for what, more in (("the metrics that the paper reports", []), ("all metrics of the benchmark", ["--metric", "all"])):
        best = min(seconds(lambda: subprocess.run([*command, *more], check=True, capture_output=True)) for _ in range(3))
        row(what, f"{best:.2f}", "", "", "< 20 s")


PARTS = [bleu, macro_f1_bootstrap, alpha, agree_large, aeb_whole]


def evaluate(folder):
    for part in PARTS:
        part(folder)
