"""A BERT of 32 numbers with random weights, in a Hugging Face folder, written without torch: something to train in a
second."""

import json
import string

import numpy as np

HIDDEN, LAYERS, MIDDLE, POSITIONS = 32, 2, 64, 64
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
GOOD, BAD = ["good", "great", "happy", "love", "lovely"], ["bad", "awful", "hate", "sad", "terrible"]
OTHER = "the day people what table road green under often paper letter window seven river stone cloud month story garden corner".split()


def shapes(vocabulary):
    yield "embeddings.word_embeddings.weight", (vocabulary, HIDDEN)
    yield "embeddings.position_embeddings.weight", (POSITIONS, HIDDEN)
    yield "embeddings.token_type_embeddings.weight", (2, HIDDEN)
    yield from norm("embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        for name in ("self.query", "self.key", "self.value", "output.dense"):
            yield from linear(f"{at}.attention.{name}", HIDDEN, HIDDEN)
        yield from norm(f"{at}.attention.output.LayerNorm")
        yield from linear(f"{at}.intermediate.dense", MIDDLE, HIDDEN)
        yield from linear(f"{at}.output.dense", HIDDEN, MIDDLE)
        yield from norm(f"{at}.output.LayerNorm")


def norm(name):
    yield f"{name}.weight", (HIDDEN,)
    yield f"{name}.bias", (HIDDEN,)


def linear(name, rows, columns):
    yield f"{name}.weight", (rows, columns)
    yield f"{name}.bias", (rows,)


def drawn(name, shape, random):
    values = random.standard_normal(shape).astype(np.float32)
    if "LayerNorm" in name and name.endswith("weight"):
        return 1 + np.float32(0.2) * values
    if len(shape) == 1:
        return np.float32(0.2) * values
    return values * np.float32(0.7 if "embeddings" in name else 1.2 / shape[1] ** 0.5)


def write_safetensors(path, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + tensor.nbytes]}
        data += tensor.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def make_network(folder):
    """Writes the folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    letters = string.ascii_lowercase + string.digits + string.punctuation
    vocabulary = [*SPECIAL, *letters, *(f"##{letter}" for letter in string.ascii_lowercase + string.digits), *GOOD, *BAD, *OTHER]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    config = {"model_type": "bert", "architectures": ["BertModel"], "vocab_size": len(vocabulary), "hidden_size": HIDDEN, "num_attention_heads": 2,
              "num_hidden_layers": LAYERS, "intermediate_size": MIDDLE, "hidden_act": "gelu", "type_vocab_size": 2,
              "max_position_embeddings": POSITIONS, "pad_token_id": 0, "layer_norm_eps": 1e-5}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": True, "tokenizer_class": "BertTokenizer", "model_max_length": POSITIONS}))
    random = np.random.default_rng(31)
    write_safetensors(folder / "model.safetensors", {name: drawn(name, shape, random) for name, shape in shapes(len(vocabulary))})
    return folder
