#!/usr/bin/env python3
"""Packs the training step for a machine that has a C++20 compiler and a libtorch (2.6 or later), and nothing else.

    python3 tools/pack_trainer.py trainer.tar.gz
    # there:
    tar xf trainer.tar.gz && ./trainer/build.sh /path/to/libtorch      # the folder of include/ and lib/
    ./trainer/openaffect_fit FOLDER --device cuda                      # docs/train.md, "On another machine"

fmt comes with libtorch's headers; nlohmann_json is one header, which goes along.
"""

import io
import pathlib
import re
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Units that need libtorch or what the trainer reads and writes; headers follow from their includes.
UNITS = {
    "learn": "checkpoint development fit fit_base fit_files fit_log fit_main losses network optimizer parameters sampling training_data",
    "nn": "dropout element_type encoder_names encoder_tensors encoder_weights model_config model_config_labels model_file relative_position "
          "safetensors safetensors_header safetensors_layout safetensors_writer tensor tensor_memory tensor_view weight_files",
    "system": "file mapped_file",
    "core": "error names random scheme_json scheme_object",
}

BUILD = """#!/bin/sh
# build.sh LIBTORCH: compiles the training step against the libtorch in that folder (include/ and lib/).
set -e
cd "$(dirname "$0")"
torch="${1:?usage: build.sh LIBTORCH, the folder of include/ and lib/}"
compiler="${CXX:-c++}"
mkdir -p objects
for unit in UNITS; do
  echo "$compiler $unit"
  "$compiler" -std=c++20 -O3 -DFMT_HEADER_ONLY -I. -Ithird_party -isystem "$torch/include" \\
    -isystem "$torch/include/torch/csrc/api/include" -c "openaffect/$unit.cpp" -o "objects/$(basename $unit).o"
done
"$compiler" objects/*.o -o openaffect_fit -L"$torch/lib" -ltorch_cpu -lc10 -ldl -lpthread \\
  -Wl,--allow-shlib-undefined -Wl,-rpath,"$torch/lib" $EXTRA_LINK
echo "built $(pwd)/openaffect_fit"
"""


def sources():
    """Every file that the units need, relative to the root."""
    units = [f"openaffect/{module}/{name}.cpp" for module, names in UNITS.items() for name in names.split()]
    found, todo = set(), list(units)
    while todo:
        file = todo.pop()
        if file in found:
            continue
        found.add(file)
        todo += re.findall(r'#include "(openaffect/[^"]+)"', (ROOT / file).read_text())
    return units, sorted(found)


def json_header():
    for folder in ("/usr/include", "/usr/local/include"):
        header = pathlib.Path(folder) / "nlohmann" / "json.hpp"
        if header.exists():
            return header.parent
    sys.exit("nlohmann/json.hpp is not installed: run ./dev setup")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    units, files = sources()
    names = " ".join(unit.removeprefix("openaffect/").removesuffix(".cpp") for unit in units)
    with tarfile.open(sys.argv[1], "w:gz") as tar:
        for file in files:
            tar.add(ROOT / file, f"trainer/{file}")
        tar.add(json_header(), "trainer/third_party/nlohmann")
        script = BUILD.replace("UNITS", names).encode()
        entry = tarfile.TarInfo("trainer/build.sh")
        entry.size, entry.mode = len(script), 0o755
        tar.addfile(entry, io.BytesIO(script))
    print(f"{sys.argv[1]}: {len(units)} units, {len(files)} files")


if __name__ == "__main__":
    main()
