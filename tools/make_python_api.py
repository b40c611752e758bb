#!/usr/bin/env python3
"""Prints docs/python_api.md from the docstrings of python/openaffect, which is read and not run.

    python3 tools/make_python_api.py > docs/python_api.md
"""

import ast
import inspect
import pathlib

PACKAGE = pathlib.Path(__file__).resolve().parent.parent / "python/openaffect"
HEAD = """# Python API

Generated from the docstrings: `python3 tools/make_python_api.py > docs/python_api.md`. What it is for: [Python](python.md).
"""
WIDE = 100
Function = (ast.FunctionDef, ast.AsyncFunctionDef)


def parsed(module):
    return ast.parse((PACKAGE / f"{module}.py").read_text())


def definitions(module):
    return {node.name: node for node in parsed(module).body if isinstance(node, (*Function, ast.ClassDef))}


def public(module):
    """What __all__ lists."""
    for node in parsed(module).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "__all__":
            return ast.literal_eval(node.value)
    raise SystemExit(f"{module} has no __all__")


def homes():
    """Name -> module, by __init__'s imports."""
    return {alias.name: node.module.split(".")[-1] for node in parsed("__init__").body if isinstance(node, ast.ImportFrom) for alias in node.names}


def arguments(function):
    """Without self; one argument a line where one line is too long."""
    each = function.args
    positional = [argument for argument in each.args if argument.arg != "self"]
    defaults = [None] * (len(positional) - len(each.defaults)) + list(each.defaults)
    words = [shown(argument, default) for argument, default in zip(positional, defaults)]
    words += ["*"] if each.kwonlyargs else []
    words += [shown(argument, default) for argument, default in zip(each.kwonlyargs, each.kw_defaults)]
    words += [f"**{each.kwarg.arg}"] if each.kwarg else []
    line = f"({', '.join(words)})"
    return line if len(line) < WIDE else "(\n    " + ",\n    ".join(words) + ",\n)"


def shown(argument, default):
    text = argument.arg + (f": {ast.unparse(argument.annotation)}" if argument.annotation else "")
    return text if default is None else f"{text} = {ast.unparse(default)}"


def returned(function):
    return f" -> {ast.unparse(function.returns)}" if function.returns else ""


def docstring(node):
    text = ast.get_docstring(node)
    return f"```text\n{inspect.cleandoc(text)}\n```\n" if text else ""


def function_entry(name, node, level):
    return f"{level} {name}\n\n```python\n{name}{arguments(node)}{returned(node)}\n```\n\n{docstring(node)}"


def is_property(node):
    return any(isinstance(mark, ast.Name) and mark.id == "property" for mark in node.decorator_list)


def class_entry(name, node):
    made = next((entry for entry in node.body if isinstance(entry, Function) and entry.name == "__init__"), None)
    shape = f"```python\n{name}{arguments(made)}\n```\n\n" if made and not is_exception(node) else ""
    parts = [f"## {name}\n\n{shape}{docstring(node)}"]
    for entry in node.body:
        if not isinstance(entry, Function) or entry.name.startswith("_"):
            continue
        if is_property(entry):
            parts.append(f"### .{entry.name}{returned(entry)}\n\n{docstring(entry)}")
        else:
            parts.append(function_entry(f".{entry.name}", entry, "###"))
    return "\n".join(parts)


def is_exception(node):
    return any(isinstance(base, ast.Name) and (base.id.endswith("Error") or base.id == "Exception") for base in node.bases)


def entry(name, node):
    return class_entry(name, node) if isinstance(node, ast.ClassDef) else function_entry(name, node, "##")


def page():
    yield HEAD
    known = homes()
    for name in public("__init__"):
        node = definitions(known[name]).get(name) if name in known else None
        if node:
            yield entry(name, node)
    for module in ("sklearn", "metrics", "ray"):
        yield f"# openaffect.{module}\n\n{docstring(parsed(module))}"
        for name in public(module):
            yield entry(name, definitions(module)[name])


if __name__ == "__main__":
    print("\n".join(page()), end="")
