"""The packed trainer needs a compiler, libtorch and what goes along, and nothing else: its units link by themselves, and
its headers come from the language, the system, libtorch (fmt too) and the one header that is packed. Compiling it anew
would take minutes, so the objects of this build are linked; the program then trains what `--prepare-only` left."""

import csv
import json
import pathlib
import re
import subprocess
import sys
import tarfile

import pytest
from conftest import COMMAND, ROOT, run
from neural_models import Shape, make_folder

pytest.importorskip("transformers")

BUILD = pathlib.Path(COMMAND).parent.parent
ALLOWED = ("ATen/", "c10/", "torch/", "fmt/", "nlohmann/", "sys/", "fcntl.h", "unistd.h", "dlfcn.h")


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    subprocess.run([sys.executable, ROOT / "tools/pack_trainer.py", folder / "trainer.tar.gz"], check=True, capture_output=True)
    with tarfile.open(folder / "trainer.tar.gz") as tar:
        tar.extractall(folder)
    return folder / "trainer"


def test_headers(pack):
    sources = [*pack.rglob("openaffect/**/*.h"), *pack.rglob("openaffect/**/*.cpp")]
    assert len(sources) > 50
    for source in sources:
        for name in re.findall(r"#include <([^>]+)>", source.read_text()):
            assert re.fullmatch(r"[a-z_]+", name) or name in ("cerrno",) or name.startswith(ALLOWED), f"{source}: {name}"
    assert (pack / "third_party/nlohmann/json.hpp").exists() and (pack / "build.sh").stat().st_mode & 0o100


def test_links_alone_and_trains(pack, tmp_path):
    units = re.search(r"for unit in (.*); do", (pack / "build.sh").read_text()).group(1).split()
    objects = [next((BUILD / "openaffect" / unit.split("/")[0]).rglob(f"CMakeFiles/*/{unit.split('/')[1]}.cpp.o")) for unit in units]
    torch = next((ROOT / ".venv/lib").glob("python3*/site-packages/torch/lib"))
    program = tmp_path / "openaffect_fit"
    subprocess.run(["c++", *objects, "-o", program, f"-L{torch}", "-ltorch_cpu", "-lc10", "-lfmt", "-ldl",
                    "-Wl,--allow-shlib-undefined", f"-Wl,-rpath,{torch}"], check=True)
    base = make_folder(tmp_path / "base", Shape("bert", hidden=32, layers=2, labels=0, seed=5, positions=140))
    with open(tmp_path / "mine.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["body", "mood", "split"])
        for number in range(60):
            writer.writerow([f"{'good' if number % 2 else 'bad'} day number {number}", "glad" if number % 2 else "low",
                             ("train", "train", "development", "test")[number // 2 % 4]])
    job = ["train", "text", "--data", tmp_path / "mine.csv", "--text", "body", "--label", "mood", "--base", base,
           "-o", tmp_path / "model", "--batch", "8", "--epochs", "2", "--resamples", "100", "--precision", "float32"]
    run(*job, "--prepare-only")
    partial = tmp_path / "model.partial"
    assert {"training.safetensors", "fit.json", "base"} <= {entry.name for entry in partial.iterdir()}
    assert not (tmp_path / "model").exists()
    done = subprocess.run([program, partial, "--threads", "1"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    steps = [json.loads(line) for line in (partial / "log.jsonl").read_text().splitlines()]
    message = run(*job).stderr.decode()
    assert "going on where the last run stopped" in message
    log = [json.loads(line) for line in (tmp_path / "model/log.jsonl").read_text().splitlines()]
    assert log == steps, "it was trained there, not here again"
    assert (tmp_path / "model/openaffect.json").exists()
