"""What a wheel is built from and neither source package nor build environment has: Arrow, libtorch, lexicons.

    python tools/wheel_inputs.py FOLDER

Prints CMake's NAME=VALUE, joined by semicolons. What a checkout has (.venv and .cache, made by ./dev setup) is taken from
there; else pyarrow is that of the running Python, libtorch is installed into FOLDER from tools/requirements/product.txt
without its dependencies, and the lexicons are taken out of the packages of tools/requirements/lexicons.txt. Versions and
hashes are pinned.
"""

import importlib.util
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRODUCT, LEXICONS = ROOT / "tools/requirements/product.txt", ROOT / "tools/requirements/lexicons.txt"
FOR_TORCH = ("torch", "nvidia-cuda-runtime", "nvidia-cuda-cupti")


def pip(*arguments):
    """What pip says goes to our errors: our output is CMake's."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, stdout=sys.stderr).returncode != 0:
        sys.exit(f"wheel_inputs: {' '.join(command)} failed")


def pinned(packages, into):
    """The part of product.txt that speaks of these packages."""
    lines, wanted = [], False
    for line in PRODUCT.read_text().splitlines():
        if not line.startswith((" ", "#")):
            wanted = line.split("==")[0] in packages
        if wanted:
            lines.append(line)
    into.write_text("\n".join(lines) + "\n")
    return into


def arrow():
    package = pathlib.Path(importlib.util.find_spec("pyarrow").submodule_search_locations[0])
    return {"OA_ARROW_INCLUDE": package / "include", "OA_ARROW_LIB": package}


def torch(folder):
    site = folder / "torch_packages"
    if not (site / "torch/lib/libtorch_cpu.so").exists():
        requirements = pinned(FOR_TORCH, folder / "torch.txt")
        pip("install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", str(site), "-r", str(requirements))
    return {"OA_TORCH": site / "torch", "OA_TORCH_CUDA_LIBRARIES": next((site / "nvidia").glob("cu*/lib"))}


def share(folder):
    here = ROOT / ".cache/share/openaffect"
    if (here / "lexicons/vader/LICENSE.txt").exists():
        return {"OA_SHARE": here}
    made, packages = folder / "share", folder / "lexicon_packages"
    if not (made / "lexicons/vader/LICENSE.txt").exists():
        pip("download", "--quiet", "--no-deps", "--require-hashes", "--no-binary", "vaderSentiment", "--dest", str(packages), "-r", str(LEXICONS))
        script = [sys.executable, str(ROOT / "tools/take_lexicons.py"), str(packages), str(made), str(folder / "human_rated.csv")]
        subprocess.run(script, check=True, stdout=sys.stderr)
    return {"OA_SHARE": made}


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    found = share(folder)
    if not (ROOT / ".venv/bin/python").exists():
        found |= arrow() | torch(folder)
    print(";".join(f"{name}={value}" for name, value in found.items()))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
