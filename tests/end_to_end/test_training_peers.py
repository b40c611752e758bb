"""The training loop gives transformers' loss curve: the same data, order and settings, float32, dropout off, the first
50 steps to 1e-3."""

import numpy as np
import pytest

pytest.importorskip("transformers")

import transformers
from training_peer import PeerRun, logged_losses, peer_of, run_ours, write_data

STEPS, CURVE = 50, 1e-3
HEADS = [{"id": "mood", "kind": "single_label", "outputs": 3}, {"id": "moods", "kind": "multi_label", "outputs": 4}]


def make_base(folder, kind):
    config = transformers.AutoConfig.for_model(kind, vocab_size=60, hidden_size=48, num_hidden_layers=3, num_attention_heads=4,
                                               intermediate_size=96, max_position_embeddings=40)
    transformers.set_seed(3)
    transformers.AutoModel.from_config(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def make_texts(head, count, rng):
    texts = [[2, *rng.integers(5, 60, rng.integers(1, 30)).tolist(), 3] for _ in range(count)]
    if head["kind"] == "single_label":
        targets = np.array([[text[1] % head["outputs"]] for text in texts])
    else:
        targets = np.array([[float(label + 5 in text) for label in range(head["outputs"])] for text in texts])
    return texts, targets.astype(np.float32)


@pytest.mark.parametrize("kind, head", [("bert", HEADS[0]), ("bert", HEADS[1]), ("mpnet", HEADS[0])], ids=["bert", "bert, several labels", "mpnet"])
def test_loss_curve(tmp_path, kind, head):
    base, rng = make_base(tmp_path / "base", kind), np.random.default_rng(1)
    texts, targets = make_texts(head, STEPS * 8, rng)
    write_data(tmp_path / "data.safetensors", head, {"train": (texts, targets)})
    options = {"epochs": 1, "lr": 2e-3, "head_lr": 2e-3, "layer_decay": 1, "weight_decay": 0.01, "warmup": 0.1, "clip": 1,
               "batch": 8, "dropout": 0, "head_dropout": 0, "ema": 0, "seed": 5}
    (tmp_path / "run").mkdir()
    ours = run_ours(data=str(tmp_path / "data.safetensors"), base=str(base), folder=str(tmp_path / "run"), options=options)
    assert len(ours["batches"]) == STEPS
    peer = PeerRun(peer_of(base, ours["initial"], head), head, options, STEPS)
    theirs = [peer.step([texts[t] for t in batch], targets[batch]) for _, batch in ours["batches"]]
    curve = logged_losses(tmp_path / "run")
    assert len(curve) == STEPS and np.std(theirs) > 10 * CURVE, "nothing was learnt, so nothing is compared"
    np.testing.assert_allclose(curve, theirs, atol=CURVE, rtol=0)
