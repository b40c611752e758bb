"""Networks say what transformers says: logits to 1e-4, embeddings to 1e-5 of the recipe of sentence-transformers, for
every kind of encoder in several shapes with random weights, and for the MiniLM-L6 that set-up brings. transformers runs
one text at a time, so that padding plays no part there; ours gets them together, in any order, and alone."""

import dataclasses
import json
import pathlib
import shutil
import subprocess

import numpy as np
import pytest

pytest.importorskip("transformers")

import neural_models
from conftest import COMMAND, ROOT
from neural_models import SHAPES

PROBE = pathlib.Path(COMMAND).with_name("text_model_probe")
MINILM = ROOT / ".cache/minilm"
LOGITS, EMBEDDINGS = 1e-4, 1e-5


def ask(*requests):
    lines = "".join(json.dumps({**request, "folder": str(request["folder"])}) + "\n" for request in requests)
    done = subprocess.run([PROBE], input=lines, capture_output=True, text=True, timeout=600, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(requests)
    return answers


def rows(answer):
    assert "error" not in answer, answer
    return np.array(answer["rows"], dtype=np.float32)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Folder by shape, each made once."""
    root, made = tmp_path_factory.mktemp("networks"), {}

    def folder(shape):
        if shape not in made:
            made[shape] = neural_models.make_folder(root / str(len(made)), shape)
        return made[shape]
    return folder


def ids_of(folder, shape):
    vocabulary = json.loads((folder / "config.json").read_text())["vocab_size"]
    return neural_models.random_ids(shape, vocabulary)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_logits(folders, shape):
    folder = folders(shape)
    ids = ids_of(folder, shape)
    peer = neural_models.logits_of(neural_models.encoder_of(folder), ids)
    assert peer.std(axis=0).min() > 100 * LOGITS, "the peer says the same of every text: nothing is compared"
    order = np.random.default_rng(0).permutation(len(ids))
    mixed, *alone = ask({"folder": folder, "what": "logits", "ids": [ids[row] for row in order]},
                        *({"folder": folder, "what": "logits", "ids": [row]} for row in ids[:4]))
    ours = np.empty_like(peer)
    ours[order] = rows(mixed)
    np.testing.assert_allclose(ours, peer, rtol=0, atol=LOGITS)
    np.testing.assert_allclose(np.concatenate([rows(one) for one in alone]), ours[:4], rtol=0, atol=1e-5)


@pytest.mark.parametrize("shape", [dataclasses.replace(shape, labels=0, problem=None) for shape in (SHAPES[0], SHAPES[3], SHAPES[6], SHAPES[10])], ids=str)
def test_embeddings(folders, shape):
    folder = folders(shape)
    ids = ids_of(folder, shape)
    peer = neural_models.embeddings_of(neural_models.encoder_of(folder, head=False), ids)
    np.testing.assert_allclose(rows(ask({"folder": folder, "what": "embeddings", "ids": ids})[0]), peer, rtol=0, atol=EMBEDDINGS)


def test_embeddings_of_a_classifier(folders):
    """The encoder under a head, pooled in the same way."""
    shape = SHAPES[5]
    folder = folders(shape)
    ids = ids_of(folder, shape)
    peer = neural_models.embeddings_of(neural_models.encoder_of(folder).roberta, ids)
    np.testing.assert_allclose(rows(ask({"folder": folder, "what": "embeddings", "ids": ids})[0]), peer, rtol=0, atol=EMBEDDINGS)


def test_roberta_counts_no_position_for_padding_inside_a_text(folders):
    """RoBERTa's positions skip the token <pad>; a text that spells it out has one."""
    folder = folders(SHAPES[5])
    ids = [[0, 7, 1, 9, 10, 2], [0, 1, 2], [0, 8, 1, 1, 12, 11, 2]]
    peer = neural_models.logits_of(neural_models.encoder_of(folder), ids)
    np.testing.assert_allclose(rows(ask({"folder": folder, "what": "logits", "ids": ids})[0]), peer, rtol=0, atol=LOGITS)


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_weights_in_half_precision_are_read_as_they_are(folders, tmp_path, dtype):
    """Saved in 16 bits, computed in float32: as transformers does with dtype=float32."""
    import torch
    import transformers

    model = neural_models.encoder_of(folders(SHAPES[0])).to(getattr(torch, dtype))
    model.save_pretrained(tmp_path)
    for file in folders(SHAPES[0]).glob("tokenizer*"):  # a tokenizer that is trained anew may come out a word larger
        shutil.copy(file, tmp_path)
    ids = ids_of(folders(SHAPES[0]), SHAPES[0])
    peer = neural_models.logits_of(transformers.AutoModelForSequenceClassification.from_pretrained(tmp_path, dtype=torch.float32).eval(), ids)
    np.testing.assert_allclose(rows(ask({"folder": tmp_path, "what": "logits", "ids": ids})[0]), peer, rtol=0, atol=LOGITS)


@pytest.fixture(scope="module")
def minilm():
    return neural_models.encoder_of(MINILM, head=False)


def minilm_ids():
    random = np.random.default_rng(3)
    lengths = [0, 1, 2, 7, 16, 17, 31, 64, 126, 127, 300, 510]
    return [[101, *random.integers(1000, 30000, length).tolist(), 102] for length in lengths]


def test_minilm_embeddings(minilm):
    ids = minilm_ids()
    peer = neural_models.embeddings_of(minilm, ids)
    np.testing.assert_allclose(rows(ask({"folder": MINILM, "what": "embeddings", "ids": ids})[0]), peer, rtol=0, atol=EMBEDDINGS)


@pytest.mark.parametrize("precision, least", [("bfloat16", .999), ("int8", .98)])
def test_minilm_embeddings_in_fewer_bits(minilm, precision, least):
    """Unit vectors: the product is the cosine. Token numbers drawn at random are harder than texts."""
    ids = minilm_ids()
    peer = neural_models.embeddings_of(minilm, ids)
    said = ask({"folder": MINILM, "what": "embeddings", "ids": ids, "precision": precision})[0]
    if precision == "bfloat16" and "which this one has not" in said.get("error", ""):
        pytest.skip(said["error"])
    ours = rows(said)
    assert (ours * peer).sum(axis=1).min() > least


def test_minilm_texts(minilm):
    """From words to vectors: what a person has, not token numbers."""
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(MINILM)
    texts = [*neural_models.LINES, ""]
    ids = tokenizer(texts, truncation=False, padding=False)["input_ids"]
    assert ask({"folder": MINILM, "what": "texts", "texts": texts})[0]["ids"] == ids


def test_refusals(folders):
    folder = folders(SHAPES[0])
    longest = SHAPES[0].positions
    wrong = [{"ids": [[]]}, {"ids": [[2] * (longest + 1)]}, {"ids": [[2, 100000, 3]]}, {"ids": [[2, -1, 3]]}]
    answers = ask(*({"folder": folder, "what": "logits", **one} for one in wrong), {"folder": MINILM, "what": "logits", "ids": [[101, 102]]},
                  {"folder": folder / "not_here", "what": "logits", "ids": [[2, 3]]})
    assert all(answer.get("error") for answer in answers), answers
    assert rows(ask({"folder": folder, "what": "logits", "ids": []})[0]).size == 0
