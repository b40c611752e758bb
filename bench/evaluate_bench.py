"""Metrics beside the packages that people take for them: the group `evaluate` of run.py. A part is a function of its own in PARTS."""

import os
import pathlib
import subprocess
import sys

from run import ROOT, row, seconds, title

BLEU_CORPUS = ROOT / "build/release/bin/bleu_corpus"


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


PARTS = [bleu]


def evaluate(folder):
    for part in PARTS:
        part(folder)
