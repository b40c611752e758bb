"""What a long-lived process needs: little is loaded, memory stays flat, forks work, Ctrl-C is heard."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import openaffect as oa
import openaffect_command
import pyarrow as pa
import pytest
from conftest import COMMAND, python
from tiny_network import BAD, GOOD, make_network


def test_import_loads_little():
    done = python("""
import sys, openaffect
assert not {"torch", "pandas", "polars", "sklearn", "tqdm"} & set(sys.modules), sys.modules.keys()
maps = open("/proc/self/maps").read()
assert "libopenaffect_neural" not in maps and "libtorch" not in maps
openaffect.read("so glad", raters="vader")
maps = open("/proc/self/maps").read()
assert "libopenaffect_neural" not in maps and "libtorch" not in maps
assert len({line.split()[-1] for line in maps.splitlines() if "libarrow.so" in line}) == 1
""")
    assert done.returncode == 0, done.stderr


def test_version_is_the_command_s():
    assert oa.__version__ in subprocess.run([COMMAND, "--version"], capture_output=True, text=True).stdout


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_memory_stays_flat_over_many_calls():
    """100,000 calls of what Python calls, all kinds of them, errors too."""
    rater = oa.Rater("vader")
    table = pa.table({"text": ["so glad", None]})

    def calls(count):
        for _ in range(count):
            rater.read("so glad!!!")
        for _ in range(count // 50):
            rater.rate(["so glad", None])
            oa.label(table, text="text", raters=[rater], explain=True)
            oa.schemes["ekman7"]
            with pytest.raises(oa.UnknownNameError):
                oa.Rater("nobody")

    calls(5_000)
    before = resident()
    calls(95_000)
    assert resident() - before < 10e6


def test_fork_after_import():
    """With threads that worked before the fork."""
    done = python("""
import os, openaffect as oa, pyarrow as pa
table = pa.table({"text": ["so glad", "so sad"] * 5000})
wanted = oa.label(table, text="text", threads=2)
child = os.fork()
if child == 0:
    os._exit(0 if oa.label(table, text="text", threads=2).equals(wanted) else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert oa.label(table, text="text", threads=2).equals(wanted)
""")
    assert done.returncode == 0, done.stderr


def test_multiprocessing():
    done = python("""
import multiprocessing, openaffect as oa
rater = oa.Rater("vader")
wanted = rater.rate(["so glad"])["compound"][0].as_py()
def work(text):
    return rater.rate([text])["compound"][0].as_py()
with multiprocessing.get_context("fork").Pool(2) as pool:
    assert pool.map(work, ["so glad"] * 8) == [wanted] * 8
""")
    assert done.returncode == 0, done.stderr


# What takes minutes when nobody interrupts it, by the function that the main thread is in.
LONG_WORK = {
    "label": ("_label_frame", "oa.label(pa.concat_tables([pa.table({'text': ['so glad and so sad, not at all!!!'] * 100_000})] * 1000), text='text')"),
    "agree": ("agree", "oa.agree(numbers, raters=list('abcdefgh'), level='interval', resamples=1_000_000)"),
    "evaluate": ("evaluate", "oa.evaluate(numbers, kind='numbers', gold_column='a', prediction_column='b', resamples=1_000_000)"),
    "compare": ("compare", "oa.compare({'one': scored('b'), 'other': scored('c')}, kind='numbers', gold_column='gold', prediction_column='p', resamples=1_000_000)"),
    "benchmark": ("evaluate", "oa.evaluate(FOLDER + '/many.csv', benchmark=FOLDER + '/own.json', rater='text', ci='none')"),
    "train_text": ("train_text", "oa.train_text(FOLDER + '/moods.csv', text='text', label='mood', base=FOLDER + '/tiny', output=FOLDER + '/model', epochs=10_000, batch=8, threads=1)"),
}

# Interrupts the main thread once it has been inside the call for a while, counted in work and not in time.
INTERRUPTED = """
import os, signal, sys, threading, time
import openaffect as oa, pyarrow as pa
numbers = pa.table({name: [(i * k) % 7 for i in range(3000)] for k, name in enumerate('abcdefgh', 3)})
def scored(name):
    return pa.table({'gold': numbers['a'], 'p': numbers[name]})
def interrupt():
    main = threading.main_thread().ident
    while sys._current_frames()[main].f_code.co_name not in ('CALL', '_labelled'):
        time.sleep(0.01)
    before = time.process_time()
    while time.process_time() < before + 0.5:
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=interrupt, daemon=True).start()
try:
    WORK
except KeyboardInterrupt:
    print('interrupted', flush=True)
"""


@pytest.fixture(scope="module")
def long_work(tmp_path_factory):
    """A folder with a benchmark of 100,000 texts, and what a tiny network is trained from."""
    folder = tmp_path_factory.mktemp("long")
    task = {"id": "mood", "title": "Mood", "kind": "classes", "scheme": "sentiment3", "gold": "gold", "prediction": "mood", "metrics": ["macro_f1"]}
    own = {"schema": "openaffect/benchmark/1", "name": "own", "title": "Ours", "paper": "none", "reader": "table", "data": {"id": "id", "text": "text"}, "tasks": [task]}
    (folder / "own.json").write_text(json.dumps(own))
    rows = "".join(f"{row},so glad and so sad number {row},positive\n" for row in range(100_000))
    (folder / "many.csv").write_text("id,text,gold\n" + rows)
    moods = "".join(f"{GOOD[row % 5]} day {row},glad\n{BAD[row % 5]} day {row},low\n" for row in range(500))
    (folder / "moods.csv").write_text("text,mood\n" + moods)
    make_network(folder / "tiny")
    return folder


@pytest.mark.parametrize("what", LONG_WORK)
def test_control_c(what, long_work):
    function, work = LONG_WORK[what]
    work = work.replace("FOLDER", repr(str(long_work)))
    done = python(INTERRUPTED.replace("CALL", function).replace("WORK", work))
    assert done.returncode == 0 and "interrupted" in done.stdout, done.stderr


FORKS = {
    "embed": "rater.embed(['so glad'])",
    "rate": "rater.rate(['so glad'])",
    "read": "rater.read('so glad')",
    "label": "oa.label(pa.table({'t': ['so glad']}), text='t', raters=[rater])",
    "another": "oa.Rater(SPEC, embed=True)",
}


def forked(work, before, folder):
    """How a fork's child ends that does `work`, after its parent did `before`: 0 well, 3 refused."""
    script = f"""
import os, openaffect as oa, pyarrow as pa
SPEC = {str(folder)!r}
SPEC = 'tiny=hf:' + SPEC
rater = oa.Rater(SPEC, embed=True)
{before}
child = os.fork()
if child == 0:
    try:
        {work}
    except oa.RefusedError as error:
        os._exit(3 if 'spawn' in str(error) else 1)
    os._exit(0)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = python(script)
    return done.returncode, done.stderr


@pytest.mark.parametrize("what", FORKS)
def test_a_fork_after_a_network_has_run_is_refused(what, long_work):
    assert forked(FORKS[what], "rater.embed(['so sad'])", long_work / "tiny")[0] == 3


def test_a_fork_before_a_network_runs(long_work):
    code, said = forked(FORKS["embed"], "", long_work / "tiny")
    assert code == 0, said


def test_lexicons_in_a_fork_after_a_network_has_run(long_work):
    code, said = forked("oa.Rater('vader').rate(['so glad'])", "rater.embed(['so sad'])", long_work / "tiny")
    assert code == 0, said


def test_a_network_that_is_spawned(long_work, tmp_path):
    (tmp_path / "spawned.py").write_text(f"""
import multiprocessing, openaffect as oa
rater = oa.Rater('tiny=hf:{long_work / 'tiny'}', embed=True)
def work(text):
    return rater.embed([text])[0].tolist()
if __name__ == '__main__':
    wanted = work('so glad')
    with multiprocessing.get_context('spawn').Pool(1) as pool:
        assert pool.map(work, ['so glad'] * 2) == [wanted] * 2
""")
    done = subprocess.run([sys.executable, tmp_path / "spawned.py"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def test_other_threads_run_meanwhile(texts):
    """The GIL is free while the engine works."""
    table = pa.table({"text": texts * 100})
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.perf_counter()
    oa.label(table, text="text", threads=1)
    end = time.perf_counter()
    done.set()
    thread.join()
    meanwhile = [tick for tick in ticks if start < tick < end]
    assert len(meanwhile) > 5


def test_command_of_the_package():
    done = subprocess.run([sys.executable, "-m", "openaffect", "--version"], capture_output=True, text=True)
    assert done.returncode == 0 and oa.__version__ in done.stdout


def test_the_command_does_not_load_arrow_first():
    done = python("""
import sys, openaffect_command
program, _ = openaffect_command.command()
assert program.exists(), program
assert not {"openaffect", "pyarrow", "numpy"} & set(sys.modules)
sys.argv = ["openaffect", "--version"]
openaffect_command.main()
""")
    assert done.returncode == 0 and oa.__version__ in done.stdout, done.stderr


def test_the_command_finds_libraries_that_are_not_beside_it(tmp_path):
    """A package folder elsewhere: its program is told where pyarrow lies."""
    (tmp_path / "openaffect/bin").mkdir(parents=True)
    (tmp_path / "openaffect/__init__.py").write_text("")
    (tmp_path / "openaffect/bin/openaffect").write_text("#!/bin/sh\necho $LD_LIBRARY_PATH\n")
    (tmp_path / "openaffect/bin/openaffect").chmod(0o755)
    (tmp_path / "openaffect_command.py").write_text(Path(openaffect_command.__file__).read_text())
    done = subprocess.run([sys.executable, "-c", "import openaffect_command; openaffect_command.main()"], capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path), "LD_LIBRARY_PATH": "/else"})
    folders = done.stdout.strip().split(":")
    assert str(Path(pa.__file__).parent) in folders and folders[-1] == "/else", done.stderr
