"""Prints files and functions that have grown past the sizes worth watching (style guide). Never fails.

    python tools/check_sizes.py
"""

import pathlib
import re
import statistics

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE_MOST, FUNCTION_MOST = 500, 60


def functions(lines):
    """(first line, length) of every top-level block that closes with a brace in column 0 or 2."""
    start = None
    for number, line in enumerate(lines):
        if start is None and re.match(r"^( {2})?\S.*\)( const)?( override)?( noexcept)? \{$", line):
            start = (number, len(line) - len(line.lstrip()))
        elif start is not None and line.rstrip() == " " * start[1] + "}":
            yield start[0] + 1, number - start[0] + 1
            start = None


def main():
    sizes, lengths, tests = [], [], 0
    for path in sorted((ROOT / "openaffect").rglob("*")):
        if path.suffix not in {".h", ".cpp"}:
            continue
        lines = path.read_text().splitlines()
        if path.stem.endswith("_test"):
            tests += len(lines)
            continue
        sizes.append(len(lines))
        if len(lines) > FILE_MOST:
            print(f"{path.relative_to(ROOT)}: {len(lines)} lines")
        for first, length in functions(lines):
            lengths.append(length)
            if length > FUNCTION_MOST:
                print(f"{path.relative_to(ROOT)}:{first}: a function of {length} lines")
    tenth = lambda values: sorted(values)[int(len(values) * 0.9)]
    print(f"files: {len(sizes)}, median {statistics.median(sizes):.0f} lines, nine of ten <= {tenth(sizes)}, largest {max(sizes)}")
    print(f"functions: {len(lengths)}, nine of ten <= {tenth(lengths)} lines, largest {max(lengths)}")
    print(f"test lines per source line: {tests / sum(sizes):.2f}")


if __name__ == "__main__":
    main()
