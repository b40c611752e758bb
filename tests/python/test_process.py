"""What a long-lived process needs: little is loaded, memory stays flat, forks work, Ctrl-C is heard."""

import os
import signal
import subprocess
import sys
import threading
import time

import openaffect as oa
import pyarrow as pa
import pytest
from conftest import COMMAND, python


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


LONG_WORK = {
    "label": "oa.label(pa.concat_tables([pa.table({'text': ['so glad and so sad, not at all!!!'] * 100_000})] * 1000), text='text')",
    "agree": "oa.agree(pa.table({name: [(i * k) % 7 for i in range(3000)] for k, name in enumerate('abcdefgh', 3)}), raters=list('abcdefgh'), level='interval', resamples=1_000_000)",
}


@pytest.mark.parametrize("what", LONG_WORK)
def test_control_c(what):
    script = f"""
import openaffect as oa, pyarrow as pa
print('ready', flush=True)
try:
    {LONG_WORK[what]}
except KeyboardInterrupt:
    print('interrupted', flush=True)
"""
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    time.sleep(3)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    assert "interrupted" in out and child.returncode == 0


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
