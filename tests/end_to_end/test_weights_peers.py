"""Safetensors beside the package of that name, and model folders as transformers writes them, through nn_files_probe."""

import hashlib
import json
import os
import pathlib
import struct
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROBE = pathlib.Path(os.environ.get("OPENAFFECT_PROBES", ROOT / "build/release/bin")) / "nn_files_probe"
torch = pytest.importorskip("torch")
safetensors_torch = pytest.importorskip("safetensors.torch")


def ask(*requests):
    """One answer a request."""
    if not PROBE.exists():
        pytest.skip(f"needs {PROBE.name}, which is built with OA_TESTS, without OA_SANITIZE")
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([PROBE], input=lines, capture_output=True, text=True, check=True, timeout=600)
    return [json.loads(line) for line in done.stdout.splitlines()]


def sha256(tensor):
    return hashlib.sha256(tensor.contiguous().flatten().view(torch.uint8).numpy().tobytes()).hexdigest()


TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "F64": torch.float64, "I64": torch.int64, "I32": torch.int32,
         "I16": torch.int16, "I8": torch.int8, "U8": torch.uint8, "BOOL": torch.bool}


def sample_tensors():
    """Every type, odd shapes, and every pattern of sixteen bits as both kinds of half."""
    torch.manual_seed(1)
    patterns = torch.arange(65536, dtype=torch.int32).to(torch.int16)
    tensors = {"half": patterns.view(torch.float16), "brain": patterns.clone().view(torch.bfloat16), "scalar": torch.tensor(2.5), "none": torch.zeros(3, 0)}
    for name, kind in TYPES.items():
        tensors[f"of {name} ü\""] = (torch.randn(3, 5) * 50).to(kind)
    return tensors


def test_reads_what_the_package_writes(tmp_path):
    tensors = sample_tensors()
    safetensors_torch.save_file(tensors, tmp_path / "a.safetensors", metadata={"format": "pt", "note": "two\nlines"})
    (answer,) = ask({"function": "read", "path": str(tmp_path / "a.safetensors")})
    assert answer["metadata"] == {"format": "pt", "note": "two\nlines"}
    assert answer["tensors"].keys() == tensors.keys()
    for name, tensor in tensors.items():
        got = answer["tensors"][name]
        assert (TYPES[got["type"]], got["shape"], got["sha256"]) == (tensor.dtype, list(tensor.shape), sha256(tensor))
        if tensor.dtype in (torch.float32, torch.float16, torch.bfloat16) and not tensor.isnan().any():
            assert got["floats_sha256"] == sha256(tensor.float())
    # NaN aside: whether a signalling one becomes quiet is the processor's choice in torch.
    finite = {name: tensors[name][~tensors[name].isnan()] for name in ("half", "brain")}
    safetensors_torch.save_file(finite, tmp_path / "b.safetensors")
    (answer,) = ask({"function": "read", "path": str(tmp_path / "b.safetensors")})
    for name, tensor in finite.items():
        assert answer["tensors"][name]["floats_sha256"] == sha256(tensor.float())


def test_the_package_reads_what_we_write(tmp_path):
    tensors = sample_tensors()
    safetensors_torch.save_file(tensors, tmp_path / "a.safetensors", metadata={"format": "pt"})
    assert ask({"function": "copy", "from": str(tmp_path / "a.safetensors"), "to": str(tmp_path / "b.safetensors")}) == [True]
    read = safetensors_torch.load_file(tmp_path / "b.safetensors")
    assert read.keys() == tensors.keys()
    for name, tensor in tensors.items():
        assert (read[name].dtype, read[name].shape, sha256(read[name])) == (tensor.dtype, tensor.shape, sha256(tensor))
    with safetensors_torch.safe_open(tmp_path / "b.safetensors", "pt") as file:
        assert file.metadata() == {"format": "pt"}


def entry(begin, end, shape=None, dtype="U8", **more):
    return {"dtype": dtype, "shape": [end - begin] if shape is None else shape, "data_offsets": [begin, end], **more}


BROKEN = {
    "empty": b"",
    "short": b"\2\0\0",
    "length beyond the file": struct.pack("<Q", 100) + b"{}",
    "length beyond the bound": struct.pack("<Q", 100_000_001) + b" " * 64,
    "no JSON": ({"a": "b"}, b""),
    "hole": ({"a": entry(1, 4)}, b"1234"),
    "overlap": ({"a": entry(0, 3), "b": entry(2, 4)}, b"1234"),
    "left over": ({"a": entry(0, 3)}, b"1234"),
    "beyond": ({"a": entry(0, 5)}, b"1234"),
    "backwards": ({"a": entry(4, 0, [4])}, b"1234"),
    "wrong shape": ({"a": entry(0, 4, [5])}, b"1234"),
    "overflow": ({"a": entry(0, 0, [1 << 40, 1 << 24], "F32")}, b""),
    "unknown type": ({"a": entry(0, 4, [4], "U7")}, b"1234"),
    "metadata of numbers": ({"__metadata__": {"a": 1}}, b""),
    "negative": ({"a": entry(0, 4, [-4])}, b"1234"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_refuses_what_the_package_refuses(tmp_path, name):
    content = BROKEN[name]
    if isinstance(content, tuple):
        header = json.dumps(content[0]).encode()
        content = struct.pack("<Q", len(header)) + header + content[1]
    (tmp_path / "a.safetensors").write_bytes(content)
    with pytest.raises(Exception):
        safetensors_torch.load_file(tmp_path / "a.safetensors")
    (answer,) = ask({"function": "read", "path": str(tmp_path / "a.safetensors")})
    assert answer["error"].startswith(str(tmp_path / "a.safetensors")), answer


@pytest.mark.parametrize("kind", ["Bert", "Roberta", "DistilBert", "MPNet"])
@pytest.mark.parametrize("head", ["ForSequenceClassification", "Model", "ForMaskedLM"])
def test_folders_of_transformers(tmp_path, kind, head):
    transformers = pytest.importorskip("transformers")
    sizes = dict(dim=8, n_layers=2, n_heads=2, hidden_dim=16) if kind == "DistilBert" else dict(
        hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16)
    labels = {0: "anger", 1: "joy", 2: "sadness"}
    config = getattr(transformers, kind + "Config")(vocab_size=30, max_position_embeddings=20, id2label=labels, **sizes)
    model = getattr(transformers, kind + head)(config)
    model.save_pretrained(tmp_path / "one")
    model.half().save_pretrained(tmp_path / "shards", max_shard_size="1KB")
    one, shards = ask({"function": "encoder", "folder": str(tmp_path / "one")}, {"function": "encoder", "folder": str(tmp_path / "shards")})
    assert "error" not in one, one
    assert shards.pop("files") > 1 and one.pop("files") == 1
    assert one == shards
    assert one["architecture"] == kind.lower()
    assert one["longest_text"] == (18 if kind in ("Roberta", "MPNet") else 20)
    assert one["epsilon"] == 1e-12
    assert (one["head"] is not None) == (head == "ForSequenceClassification")
    assert one["labels"] == list(labels.values())
    names = dict(model.named_parameters())
    assert all(name in names for name in (one["words"], *one["query"], *one["output"], *sum(one["head"] or [], [])))
