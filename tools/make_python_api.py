#!/usr/bin/env python3
"""Prints docs/python_api.md from the package's docstrings.

    ./dev python tools/make_python_api.py > docs/python_api.md
"""

import inspect

import openaffect
import openaffect.metrics
import openaffect.sklearn

HEAD = """# Python API

Generated from the docstrings: `./dev python tools/make_python_api.py > docs/python_api.md`. What all of it is for: [Python](python.md).
"""


def entry(name, thing, level="##"):
    doc = inspect.cleandoc(thing.__doc__ or "")
    shown = f"{level} {name.split('.')[-1]}\n\n"
    if callable(thing) and not (inspect.isclass(thing) and issubclass(thing, Exception)):
        shown += f"```python\n{name}{arguments(thing)}\n```\n\n"
    return shown + (f"```text\n{doc}\n```\n" if doc else "")


def arguments(thing):
    """One line, or one argument a line where that is long; without types, which the stubs have."""
    if inspect.isclass(thing) and "__init__" not in vars(thing):
        return ""
    parameters = [p for p in inspect.signature(thing).parameters.values() if p.name != "self"]
    words, keyword_only = [], False
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword_only:
            words.append("*")
            keyword_only = True
        mark = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
        default = "" if parameter.default is parameter.empty else f"={parameter.default!r}"
        words.append(f"{mark}{parameter.name}{default}")
    line = f"({', '.join(words)})"
    if len(line) < 100:
        return line
    rows, row = [], ""
    for word in words:
        if len(row) + len(word) > 100:
            rows.append(row)
            row = ""
        row += f"{word}, "
    return "(\n    " + "\n    ".join(r.rstrip() for r in [*rows, row]) + "\n)"


def methods(name, kind):
    for method, function in vars(kind).items():
        if method.startswith("_") or not (inspect.isfunction(function) or isinstance(function, property)):
            continue
        if isinstance(function, property):
            yield f"`.{method}`: {inspect.cleandoc(function.__doc__ or '')}\n".replace(": \n", "\n")
        else:
            yield entry(f"{name}.{method}", function, "###")


def page():
    yield HEAD
    for name in openaffect.__all__:
        if name in ("__version__", "schemes"):
            continue
        thing = getattr(openaffect, name)
        yield entry(f"oa.{name}", thing)
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            yield from methods(name, thing)
    for module, names in ((openaffect.sklearn, openaffect.sklearn.__all__), (openaffect.metrics, openaffect.metrics.__all__)):
        yield f"# {module.__name__}\n\n```text\n{inspect.cleandoc(module.__doc__)}\n```\n"
        for name in names:
            thing = getattr(module, name)
            yield entry(name, thing)
            if inspect.isclass(thing):
                yield from methods(name, thing)


if __name__ == "__main__":
    print("\n".join(page()), end="")
