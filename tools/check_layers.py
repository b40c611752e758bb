"""Proves that dependencies point down (cmake/layers.txt) and that third parties stay in their rooms.

    python tools/check_layers.py

Prints every offence and exits with 1 when there is one.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINES = [line.split() for line in (ROOT / "cmake/layers.txt").read_text().splitlines() if line and line[0] != "#"]
LEVEL = {module: level for level, line in enumerate(LINES) for module in line}

# Header prefix -> the modules that may include it.
ROOMS = {
    r"arrow/|parquet/": {"data"},
    r"torch/|ATen/|c10/": {"nn"},
    r"hwy/": {"nn"},
    r"unicode/": {"text"},
    r"cld2/": {"text"},
    r"opencv2/|libav\w+/": {"media"},
    r"curl/": {"llm", "catalog"},
    r"yaml\.h": {"exchange"},
    r"CLI/": {"cli"},
    r"nanobind/|Python.h": {"python"},
}


def offences(path):
    module = path.relative_to(ROOT / "openaffect").parts[0]
    if module not in LEVEL:
        yield f"{path}: the folder {module} stands in no line of cmake/layers.txt"
        return
    text = path.read_text()
    for used in re.findall(r'#include "openaffect/(\w+)/', text):
        if used not in LEVEL:
            yield f"{path}: {used} stands in no line of cmake/layers.txt"
        elif used != module and LEVEL[used] >= LEVEL[module]:
            yield f"{path}: {module} may not include {used}"
    for header in re.findall(r'#include [<"]([^>"]+)[>"]', text):
        for prefix, modules in ROOMS.items():
            if re.match(prefix, header) and module not in modules:
                yield f"{path}: only {', '.join(sorted(modules))} may include {header}"


def main():
    files = [path for path in sorted((ROOT / "openaffect").rglob("*")) if path.suffix in {".h", ".cpp", ".inc"} and path.parent != ROOT / "openaffect"]
    bad = [offence for path in files for offence in offences(path)]
    print("\n".join(bad) if bad else f"layers: {len(files)} files in order")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
