"""Small folders of our own trainer: a random encoder of transformers, and random heads with openaffect.json; and what torch says with them."""

import json

import numpy as np
from neural_models import Shape, make_folder

SENTIMENT = ["negative", "neutral", "positive"]
EKMAN = ["anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"]
SEMEVAL = ["anger", "anticipation", "disgust", "fear", "joy", "love", "optimism", "pessimism", "sadness", "surprise", "trust"]
SST = ["very_negative", "negative", "neutral", "positive", "very_positive"]
MOOD = {"schema": "openaffect/scheme/1", "id": "mood", "version": "1", "title": "Mood", "source": "ours", "licence": "CC0-1.0", "kind": "categories",
        "labels": [{"id": "low", "definition": "A bad day."}, {"id": "high", "definition": "A good day."}]}

HEADS = [
    {"id": "sentiment3", "kind": "single_label", "scheme": "sentiment3", "names": SENTIMENT, "temperature": 1.5},
    {"id": "ekman7", "kind": "multi_label", "scheme": "ekman7", "names": EKMAN, "thresholds": [0.3, 0.2, 0.5, 0.4, 0.6, 0.35, 0.25]},
    {"id": "semeval11", "kind": "multi_label", "scheme": "semeval11", "names": SEMEVAL, "temperature": 0.8, "thresholds": [0.5] * 11},
    {"id": "sst5", "kind": "ordinal", "scheme": "sst5", "names": SST},
    {"id": "mood", "kind": "distribution", "scheme": "mood", "names": ["low", "high"]},
    {"id": "polarity", "kind": "regression", "scheme": "polarity", "names": ["polarity"]},
    {"id": "vad", "kind": "regression", "scheme": "vad", "names": ["valence", "arousal", "dominance"]},
]
PREPARATION = {"entities": True, "links": True, "users": True, "emoji": True}


def outputs_of(head):
    return len(head["names"]) - (head["kind"] == "ordinal")


def description(heads=HEADS, **changes):
    model = {"schema": "openaffect/model/1", "name": "tiny", "version": "1.0", "summary": "A tiny model for tests.", "licence_class": "open",
             "licence": "Apache-2.0", "languages": ["en"], "precision": "float32", "longest_text": 64, "preparation": PREPARATION, "heads": heads,
             "schemes": [MOOD] if any(head["scheme"] == "mood" for head in heads) else [], "trained": [{"name": "made_up", "sha256": "0" * 64}]}
    return model | changes


def make_trained(folder, kind="bert", heads=HEADS, seed=31, **changes):
    """Writes a trained folder; returns it."""
    import safetensors.torch
    import torch

    make_folder(folder, Shape(kind, labels=0, token_types=1 if kind == "roberta" else 2, seed=seed))
    tensors = {name: tensor for name, tensor in safetensors.torch.load_file(folder / "model.safetensors").items() if "pooler" not in name}
    generator = torch.Generator().manual_seed(seed)
    with_mean = changes.get("features") == "first_and_mean"
    for head in heads:
        for part, rows in (("dense", 32), ("output", outputs_of(head))):
            if part == "dense" and with_mean:
                continue
            columns = 64 if with_mean else 32
            tensors[f"heads.{head['id']}.{part}.weight"] = torch.randn(rows, columns, generator=generator) * (0.25 if part == "dense" else 0.5)
            tensors[f"heads.{head['id']}.{part}.bias"] = torch.randn(rows, generator=generator) * 0.2
    safetensors.torch.save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "openaffect.json").write_text(json.dumps(description(heads, **changes)))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n# tiny\n")
    return folder


def outputs(folder, text):
    """What torch says of a text of one window: head -> outputs in float64."""
    import safetensors.torch
    import torch
    import transformers

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    tensors = safetensors.torch.load_file(folder / "model.safetensors")
    model = transformers.AutoModel.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    relu = json.loads((folder / "config.json").read_text())["model_type"] == "distilbert"
    found = {}
    with torch.inference_mode():
        rows = model(input_ids=tokenizer(text, return_tensors="pt")["input_ids"]).last_hidden_state
        described = json.loads((folder / "openaffect.json").read_text())
        for head in described["heads"]:
            part = lambda name: tensors[f"heads.{head['id']}.{name}"]
            if described.get("features") == "first_and_mean":
                read = torch.cat([rows[:, 0], rows.mean(dim=1)], dim=1)
            else:
                dense = torch.nn.functional.linear(rows[:, 0], part("dense.weight"), part("dense.bias"))
                read = torch.relu(dense) if relu else torch.tanh(dense)
            found[head["id"]] = torch.nn.functional.linear(read, part("output.weight"), part("output.bias"))[0].double().numpy()
    return found


def softmax(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum()


def sigmoid(z):
    return 1 / (1 + np.exp(-z))
