"""The package's types are right, its stub says what the extension has, and a user's program checks against both."""

import ast
import subprocess
import sys

from conftest import ROOT
from openaffect import _core

USE = """
import openaffect as oa

reading: oa.Reading = oa.read("so glad", raters=["vader"])
labels: tuple[str, ...] = oa.schemes["ekman7"].labels
value: float | None = oa.agree("ratings.csv", unit="item", resamples=10).value("krippendorff_alpha")
rater = oa.Rater("vader", precision="int8")
name: str = rater.name
"""
WRONG = """
import openaffect as oa

oa.read(3)
oa.agree("ratings.csv", units="item")
"""


def mypy(*arguments):
    return subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, cwd=ROOT, timeout=600)


def test_package():
    done = mypy("mypy", "--config-file", "pyproject.toml", "--cache-dir", ".cache/mypy", "python/openaffect", "python/openaffect_command.py")
    assert done.returncode == 0, done.stdout


def parameters(signature):
    """Names of `def f(a: list[int, str], b=3, /) -> str`, as nanobind writes signatures."""
    names, depth, name = [], 0, ""
    for character in signature[signature.index("(") + 1 :]:
        if depth == 0 and character in ",)":
            names.append(name.split(":")[0].split("=")[0].strip())
            name = ""
            if character == ")":
                break
            continue
        depth += (character in "[(") - (character in "])")
        name += character
    return [name for name in names if name not in ("", "/", "self")]


def runtime(thing):
    """Functions by their names with parameters; others by their names."""
    public = [name for name in vars(thing) if not name.startswith("_") or name == "__arrow_c_stream__"]
    return {name: parameters(getattr(thing, name).__nb_signature__[0][0]) if hasattr(getattr(thing, name), "__nb_signature__") else None for name in public}


def in_stub(body):
    names = {}
    for node in body:
        if isinstance(node, ast.FunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args]
            names[node.name] = None if node.decorator_list else [argument.arg for argument in arguments if argument.arg != "self"]
        elif isinstance(node, ast.AnnAssign) and not node.target.id.startswith("_"):
            names[node.target.id] = None
    return names


def same(stub, extension):
    assert set(stub) == set(extension)
    for name, names in extension.items():
        nameless = names and names[0].startswith("arg")  # positional only
        assert len(stub[name] or []) == len(names or []) if nameless else stub[name] == names, name


def test_stub_of_the_extension():
    """mypy's stubtest does not see nanobind's functions as such."""
    body = ast.parse((ROOT / "python/openaffect/_core.pyi").read_text()).body
    classes = {node.name: node for node in body if isinstance(node, ast.ClassDef)}
    everything = runtime(_core)
    assert set(classes) == {name for name, thing in vars(_core).items() if isinstance(thing, type)}
    same(in_stub(body), {name: names for name, names in everything.items() if name not in classes})
    for name, node in classes.items():
        same(in_stub(node.body), runtime(getattr(_core, name)))


def test_a_users_program(tmp_path):
    settings = ["mypy", "--config-file", "pyproject.toml", "--cache-dir", ".cache/mypy"]
    (tmp_path / "use.py").write_text(USE)
    (tmp_path / "wrong.py").write_text(WRONG)
    right = mypy(*settings, str(tmp_path / "use.py"))
    assert right.returncode == 0, right.stdout
    wrong = mypy(*settings, str(tmp_path / "wrong.py"))
    assert wrong.stdout.count("error:") == 2, wrong.stdout
