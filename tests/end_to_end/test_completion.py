"""Completion: what the program answers, and that bash, zsh and fish ask it and show the answer."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest
from conftest import COMMAND, run
from terminal import type_into

SHELLS = ["bash", "zsh", "fish"]


def complete(*words, cwd=None):
    return run("complete", "--", *words, cwd=cwd).stdout.decode().splitlines()


@pytest.fixture
def folder(tmp_path):
    """With a table, and the built command first on PATH under its own name."""
    (tmp_path / "videos.csv").write_text("title,description,view count\nA good film,Not my best day,7\n")
    (tmp_path / "posts.jsonl").write_text('{"body": "so glad", "user": "ada"}\n')
    return tmp_path


def shell(name):
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def environment(**more):
    folders = [str(pathlib.Path(COMMAND).parent), os.environ["PATH"]]
    return {**os.environ, "PATH": ":".join(folders), "HOME": "/nonexistent", **more}


def at_home(folder):
    return environment(HOME=str(folder), XDG_CONFIG_HOME=str(folder), XDG_DATA_HOME=str(folder), TERM="xterm")


def test_verbs():
    text = run("--help").stdout.decode()
    verbs = [line.split()[0] for line in text.split("Verbs:\n")[1].splitlines() if line.startswith("  ")]
    assert complete("") == [*verbs, "help", "--help", "--version"]
    assert complete("la") == ["label"] and complete("help", "la") == ["label"]
    assert complete() == complete("")


@pytest.mark.parametrize("verb", ["read", "label", "train", "data", "models", "schemes", "raters", "doctor", "completion"])
def test_every_option_of_the_help_is_offered(verb):
    """The help is written by CLI11 from the same declarations, by another way."""
    shown = re.findall(r"^  (?:-\w,)?(--[\w-]+)", run(verb, "--help").stdout.decode(), re.M)
    assert "--help" in shown and sorted(complete(verb, "--")) == sorted(shown)


def test_beginnings_are_completed_and_others_left_out():
    assert complete("label", "videos.csv", "--ra") == ["--raters"]
    assert complete("label", "--nothing") == []
    assert complete("label", "--", "--ra") == []


def test_raters_also_behind_commas():
    assert complete("label", "--raters", "") == ["hf:", "model:", "pattern", "text", "text_research", "vader"]
    assert complete("read", "-r", "va") == ["vader"]
    assert complete("label", "--raters", "vader,") == ["vader,hf:", "vader,model:", "vader,pattern", "vader,text", "vader,text_research"]
    assert complete("label", "--raters", "vader,pattern,m") == ["vader,pattern,model:"]
    assert complete("label", "--raters=va") == ["--raters=vader"]
    assert complete("label", "--raters", "=", "va") == ["vader"]  # as bash cuts --raters=va
    assert complete("raters", "show", "") == ["hf:", "model:", "pattern", "text", "text_research", "vader"]


def test_folders_of_networks_and_how_they_are_run(tmp_path):
    for name in ("models/one", "models/old/two", "models/.hidden", "empty"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "models/one/config.json").write_text("{}")
    assert complete("label", "--raters", "hf:", cwd=tmp_path) == ["hf:empty/", "hf:models/"]
    assert complete("label", "--raters", "vader,mine=hf:./models/o", cwd=tmp_path) == ["vader,mine=hf:./models/old/", "vader,mine=hf:./models/one"]
    assert complete("read", "--raters=hf:models/on", cwd=tmp_path) == ["--raters=hf:models/one"]
    assert complete("raters", "show", f"hf:{tmp_path}/models/.", cwd=tmp_path) == [f"hf:{tmp_path}/models/.hidden/"]
    assert complete("label", "--raters", "mine=h") == ["mine=hf:"]
    assert complete("label", "--raters", "mine=model:models/on", cwd=tmp_path) == ["mine=model:models/one"]
    assert complete("models", "export", "models/on", cwd=tmp_path) == ["models/one"]
    assert complete("label", "--raters", "hf:/nowhere/") == []
    assert complete("label", "--precision", "") == ["float32", "bfloat16", "int8"]
    assert complete("read", "--device", "c") == ["cpu", "cuda"]


def test_schemes_formats_shells_and_verbs_of_verbs():
    assert complete("schemes", "") == ["show"]
    assert complete("schemes", "show", "goe") == ["goemotions28"]
    assert complete("schemes", "show", "vad", "goe") == ["goemotions28"]
    assert complete("schemes", "show", "") == run("schemes", "--json").stdout.decode().split()
    assert sorted(complete("label", "--format", "")) == ["csv", "jsonl", "parquet", "tsv"]
    assert complete("label", "--on-bad-row", "") == ["fail", "keep"]
    assert complete("completion", "") == SHELLS
    assert complete("data", "me") == ["merge"]
    assert complete("data", "build", "") == ["aaid"]
    assert sorted(complete("data", "build", "aaid", "--format", "")) == ["both", "csv", "jsonl"]
    assert complete("data", "fetch", "go") == complete("data", "overlap", "sst", "go") == ["goemotions"]
    assert complete("models", "fetch", "") == ["minilm", "mpnet", "silero_vad"]
    assert complete("models", "ex") == ["export"]


@pytest.mark.parametrize("values", ["--format", "--input-format", "--on-bad-row", "--type"])
def test_what_is_offered_is_taken(values, folder):
    """Each offered value is one that label accepts: the list in completion and the list in label are the same."""
    for value in complete("label", "videos.csv", values, "", cwd=folder)[:8]:
        extra = ["videos.csv"] if values != "--input-format" else ["videos.csv" if value in ("csv", "tsv") else "posts.jsonl"]
        done = run("label", *extra, "--text", "nothing", values, value, "-o", "out.csv", code=None, cwd=folder)
        assert b"takes" not in done.stderr and b"unknown format" not in done.stderr and b"unknown type" not in done.stderr


def test_columns_of_the_file_on_the_line(folder):
    assert complete("label", "videos.csv", "--text", "", cwd=folder) == ["title", "description", "view count"]
    assert complete("label", "videos.csv", "--text", "title,d", cwd=folder) == ["title,description"]
    assert complete("label", "posts.jsonl", "-o", "x.csv", "--text", "b", cwd=folder) == ["body"]
    assert complete("label", "videos.csv", "--type", "view count=i", cwd=folder) == ["view count=int64"]
    assert complete("label", "--text", "", cwd=folder) == []  # no file yet
    (folder / "broken.parquet").write_bytes(b"PAR1 and no more")
    assert complete("label", "broken.parquet", "--text", "", cwd=folder) == []
    os.mkfifo(folder / "pipe.csv")
    assert complete("label", "pipe.csv", "--text", "", cwd=folder) == []  # nor waits for somebody to write


def test_files_are_left_to_the_shell_and_nonsense_is_quiet():
    for words in (["label", ""], ["label", "-o", ""], ["data", "merge", ""], ["nonsense", ""], ["read", "--set", ""], ["doctor", "x", "y"]):
        done = run("complete", "--", *words)
        assert done.stderr == b"" and done.stdout in (b"", b"".join(b"%s\n" % w.encode() for w in complete(*words)))
    assert complete("label", "") == complete("data", "merge", "") == complete("nonsense", "") == []


@pytest.mark.parametrize("name", SHELLS)
def test_script_is_well_formed(name):
    script = run("completion", name).stdout
    done = subprocess.run([shell(name), "-n"], input=script, capture_output=True)
    assert done.returncode == 0 and done.stderr == b"", done.stderr.decode()


def test_unknown_shell():
    assert b"did you mean 'bash'?" in run("completion", "bahs", code=2).stderr


def bash_replies(line, cwd):
    """What bash would offer for a line, its last word being completed; words cut as bash cuts them, at "=" too."""
    words = line.replace("=", " = ").split(" ")
    script = f"""source <(openaffect completion bash)
COMP_WORDS=({" ".join(word or "''" for word in words)}); COMP_CWORD={len(words) - 1}
[ -n "${{COMP_WORDS[COMP_CWORD]}}" ] || COMP_WORDS[COMP_CWORD]=
_openaffect openaffect "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
[ ${{#COMPREPLY[@]}} = 0 ] || printf '%s\\n' "${{COMPREPLY[@]}}"; complete -p openaffect"""
    done = subprocess.run([shell("bash"), "--norc", "-c", script], capture_output=True, text=True, cwd=cwd, env=environment(), timeout=60)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    *replies, registered = done.stdout.splitlines()
    assert registered == "complete -o default -F _openaffect openaffect"
    return replies


def test_bash_function(folder):
    assert bash_replies("openaffect la", folder) == ["label"]
    assert bash_replies("openaffect label videos.csv --ra", folder) == ["--raters"]
    assert bash_replies("openaffect label --raters=va", folder) == ["vader"]
    assert bash_replies("openaffect label --raters vader,p", folder) == ["vader,pattern"]
    assert bash_replies("openaffect label videos.csv --text ", folder) == ["title", "description", "view\\ count"]
    assert bash_replies("openaffect label vid", folder) == []


# A tab after the beginning; then the rest of the line proves what stands there: it is run, and prints.
KEYS = [("openaffect comple\t", "completion"), ("ba\t", "bash"), ("| head -n 1\r", "# openaffect completion for bash"),
        ("openaffect schemes show goemo\t", "goemotions28"), ("| head -n 1\r", "goemotions28 1"),
        ("openaffect label videos.csv --text ti\t", "title"), ("-o out.csv --raters vader,pat\t", "vader,pattern"),
        ("\r", "1 rows in")]  # progress says "1 rows", too, before the file is there


def test_bash_in_a_terminal(folder):
    type_into([shell("bash"), "--norc", "--noprofile", "-i"], "source <(openaffect completion bash);", KEYS, folder, at_home(folder))
    assert (folder / "out.csv").exists()


def test_zsh_in_a_terminal(folder):
    type_into([shell("zsh"), "-f", "-i"], "autoload -U compinit; compinit -u; source <(openaffect completion zsh);", KEYS, folder, at_home(folder))
    assert (folder / "out.csv").exists()


def test_fish(folder):
    shell("fish")
    script = "openaffect completion fish | source; complete -C {!r}"

    def replies(line):
        done = subprocess.run([shell("fish"), "--no-config", "-c", script.format(line)], capture_output=True, text=True, cwd=folder,
                              env=at_home(folder), timeout=60)
        assert done.returncode == 0, done.stderr
        return [reply.split("\t")[0] for reply in done.stdout.splitlines()]

    assert replies("openaffect la") == ["label"]
    assert replies("openaffect label videos.csv --ra") == ["--raters"]
    assert replies("openaffect label --raters=va") == ["--raters=vader"]
    assert replies("openaffect label --raters vader,p") == ["vader,pattern"]
    assert sorted(replies("openaffect label videos.csv --text ")) == sorted(["title", "description", "view count"])
    assert replies("openaffect label vid") == ["videos.csv"]
