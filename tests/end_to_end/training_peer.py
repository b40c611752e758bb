"""A training run of ours, and the same run with transformers: the same weights, batches, loss and settings."""

import json
import pathlib
import subprocess

import numpy as np
import safetensors.numpy
import torch
import transformers
from conftest import COMMAND

# Prefix of all names, and what a head's two parts are called.
PARTS = {"bert": ("bert.", "bert.pooler.dense", "classifier"), "mpnet": ("mpnet.", "classifier.dense", "classifier.out_proj")}
PROBE = pathlib.Path(COMMAND).with_name("learn_probe")


def write_data(path, head, parts):
    """parts: {"train": (list of token id lists, targets [texts, columns]), …}."""
    tensors = {}
    for part, (texts, targets) in parts.items():
        tensors[f"ours/{part}/tokens"] = np.concatenate([np.asarray(t, np.int32) for t in texts])
        tensors[f"ours/{part}/offsets"] = np.cumsum([0] + [len(t) for t in texts]).astype(np.int64)
        tensors[f"ours/{part}/targets/{head['id']}"] = np.ascontiguousarray(targets, dtype=np.float32)
    head = {"weight": 1, "loss": "cross_entropy", "class_weights": [], **head}
    safetensors.numpy.save_file(tensors, path, metadata={
        "format": "openaffect/training_data/1", "heads": json.dumps([head]), "sources": json.dumps(["ours"])})


def run_ours(**request):
    done = subprocess.run([PROBE], input=json.dumps(request) + "\n", capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert "error" not in answer, answer
    return answer


def logged_losses(folder):
    lines = [json.loads(line) for line in (pathlib.Path(folder) / "log.jsonl").read_text().splitlines()]
    return [line["loss"] for line in lines if "loss" in line]


def peer_of(base, initial, head, dropout=0.0):
    """A classifier of transformers, of BERT's or MPNet's kind, with the weights that our run began with."""
    config = transformers.AutoConfig.from_pretrained(
        base, num_labels=head["outputs"], hidden_dropout_prob=dropout, attention_probs_dropout_prob=0.0,
        classifier_dropout=dropout,
        problem_type={"single_label": "single_label_classification", "multi_label": "multi_label_classification"}[head["kind"]])
    model = transformers.AutoModelForSequenceClassification.from_config(config)
    prefix, dense, output = PARTS[config.model_type]
    ours = {name: torch.from_numpy(values) for name, values in safetensors.numpy.load_file(initial).items()}
    names = {f"heads.{head['id']}.dense": dense, f"heads.{head['id']}.output": output}
    state = {}
    for name, values in ours.items():
        for here, there in names.items():
            name = name.replace(here, there)
        state[name if name.startswith((prefix, "classifier")) else prefix + name] = values
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and all("position_ids" in name for name in missing), (missing, unexpected)
    return model.train()


class PeerRun:
    """transformers' own optimizer, schedule and clipping, one batch after another."""

    def __init__(self, model, head, options, steps, precision="float32"):
        self.model, self.head, self.clip, self.precision = model, head, options["clip"], precision
        plain = [p for p in model.parameters() if p.ndim < 2]
        decayed = [p for p in model.parameters() if p.ndim > 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": options["weight_decay"]}, {"params": plain, "weight_decay": 0.0}],
            lr=options["lr"], fused=True)
        self.schedule = transformers.get_linear_schedule_with_warmup(
            self.optimizer, int(np.ceil(options["warmup"] * steps)), steps)

    def step(self, texts, targets):
        longest = max(map(len, texts))
        ids = torch.zeros(len(texts), longest, dtype=torch.long)
        mask = torch.zeros(len(texts), longest, dtype=torch.long)
        for row, text in enumerate(texts):
            ids[row, :len(text)] = torch.as_tensor(text)
            mask[row, :len(text)] = 1
        single = self.head["kind"] == "single_label"
        labels = torch.as_tensor(targets)[:, 0].long() if single else torch.as_tensor(targets)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.precision == "bfloat16"):
            loss = self.model(input_ids=ids, attention_mask=mask, labels=labels).loss
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
        self.optimizer.step()
        self.schedule.step()
        return loss.item()
