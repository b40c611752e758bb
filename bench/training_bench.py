"""The training loop beside transformers: the group `training` of run.py.

Both fine-tune MiniLM-L6 on GoEmotions' comments (28 labels) from the same weights, over the same batches, with the same
settings: bfloat16 products, AdamW, clipping, dropout .1 behind products and none in attention, two threads. They take
turns, in segments; the first steps, in which both compile their products, do not count.
"""

import json
import os
import pathlib
import shutil
import sys
import time

import torch

from run import ROOT, row, title

sys.path.insert(0, str(ROOT / "tests/end_to_end"))
os.environ.setdefault("OPENAFFECT_COMMAND", str(ROOT / "build/release/bin/openaffect"))

STEPS, WARM, ROUNDS, BATCH, LABELS = 240, 60, 3, 32, 28
HEAD = {"id": "goemotions28", "kind": "multi_label", "outputs": LABELS}
OPTIONS = {"epochs": 1, "lr": 1.5e-4, "head_lr": 1.5e-4, "layer_decay": 1, "weight_decay": 0.01, "warmup": 0.06, "clip": 1,
           "batch": BATCH, "dropout": 0.1, "head_dropout": 0.1, "ema": 0, "seed": 1, "threads": 2}


def comments(base):
    """Token ids and labels of as many training comments as the steps take."""
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(128)
    lines = (pathlib.Path(os.environ["OPENAFFECT_DATA"]) / "text/goemotions/train.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in lines.splitlines()][:STEPS * BATCH]
    texts = [encoding.ids for encoding in tokenizer.encode_batch([cells[0] for cells in rows])]
    targets = torch.zeros(len(rows), LABELS)
    for number, cells in enumerate(rows):
        targets[number, [int(label) for label in cells[1].split(",")]] = 1
    return texts, targets.numpy()


def ours(folder, request):
    """Tokens a second behind the warm steps, and the run's answer."""
    from training_peer import run_ours
    run = folder / "run"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir()
    answer = run_ours(**request, folder=str(run))
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    lines = [line for line in lines if "tokens_per_second" in line]
    done = [(line["step"], line["tokens_per_second"] * line["seconds"], line["seconds"]) for line in lines]
    first, last = next(d for d in done if d[0] >= WARM), done[-1]
    return (last[1] - first[1]) / (last[2] - first[2]), answer


def theirs(base, answer, texts, targets):
    from training_peer import PeerRun, peer_of
    peer = PeerRun(peer_of(base, answer["initial"], HEAD, dropout=0.1), HEAD, OPTIONS, STEPS, precision="bfloat16")
    tokens, begin = 0, None
    for number, (_, batch) in enumerate(answer["batches"]):
        if number == WARM:
            begin = time.perf_counter()
        peer.step([texts[t] for t in batch], targets[batch])
        if number >= WARM:
            tokens += sum(len(texts[t]) for t in batch)
    return tokens / (time.perf_counter() - begin)


def training(folder):
    from training_peer import write_data
    torch.set_num_threads(OPTIONS["threads"])
    base = ROOT / ".cache/minilm"
    texts, targets = comments(base)
    write_data(folder / "data.safetensors", HEAD, {"train": (texts, targets)})
    request = {"data": str(folder / "data.safetensors"), "base": str(base), "precision": "bfloat16", "options": OPTIONS}
    title("training, bfloat16, two threads: MiniLM-L6, 28 labels, batches of 32 by length")
    pairs = []
    for _ in range(ROUNDS):
        mine, answer = ours(folder, request)
        pairs.append((mine, theirs(base, answer, texts, targets)))
    mine, peer = max(pair[0] for pair in pairs), max(pair[1] for pair in pairs)
    row("tokens a second, the best of three turns", f"{mine:,.0f}", f"{peer:,.0f} (transformers)", f"{mine / peer:.2f}", ">= 1.1")
