"""--use commercial: who rates and what teaches must be of licence class open; refused before anything is written."""

import json

import pytest
from conftest import run

pytest.importorskip("transformers")

from trained_models import make_trained  # noqa: E402

NOT_FOR_THAT = "tiny is not for commercial use: its licence is CC-BY-NC-4.0 (class nc)"


@pytest.fixture(scope="module")
def bound(tmp_path_factory):
    return make_trained(tmp_path_factory.mktemp("use") / "tiny", licence_class="nc", licence="CC-BY-NC-4.0")


@pytest.fixture
def table(tmp_path):
    lines = [f"{'good' if n % 2 else 'bad'} day number {n},{'positive' if n % 2 else 'negative'},{('train', 'development', 'test')[n // 2 % 3]}" for n in range(60)]
    (tmp_path / "mine.csv").write_text("\n".join(["body,mood,split", *lines]) + "\n")
    return tmp_path / "mine.csv"


def said(*arguments, code=1):
    return run(*arguments, code=code).stderr.decode()


def test_raters(bound, table, tmp_path):
    label = ["label", table, "--text", "body", "-o", tmp_path / "out.parquet", "--raters"]
    assert NOT_FOR_THAT in said(*label, f"vader,model:{bound}", "--use", "commercial")
    assert not list(tmp_path.glob("out.parquet*"))
    assert NOT_FOR_THAT in said("read", "a day", "--raters", f"model:{bound}", "--use", "commercial")
    run(*label, "vader,pattern", "--use", "commercial")
    run("read", "a day", "--use", "commercial")
    run(*label, f"vader,model:{bound}", "--force")
    assert "did you mean 'commercial'?" in said(*label, "vader", "--force", "--use", "comercial", code=2)


def test_a_rater_of_a_benchmark(bound, table, tmp_path):
    benchmark = {
        "schema": "openaffect/benchmark/1", "name": "my", "title": "Mine", "reader": "table",
        "data": {"text": "body"},
        "tasks": [{"id": "mood", "title": "Mood", "kind": "classes", "scheme": "sentiment3", "gold": "mood", "metrics": ["accuracy"]}],
    }
    (tmp_path / "my.json").write_text(json.dumps(benchmark))
    mine = ["evaluate", table, "--benchmark", tmp_path / "my.json", "--ci", "none"]
    assert NOT_FOR_THAT in said(*mine, "--rater", f"model:{bound}", "--use", "commercial")
    run(*mine, "--rater", f"model:{bound}")
    run(*mine, "--rater", "vader", "--use", "commercial")
    assert "did you mean 'commercial'?" in said(*mine, "--rater", "vader", "--use", "comercial", code=2)
    for answers in (mine, ["evaluate", table, "--benchmark", "aeb"]):
        assert "nothing tells the licence of these answers" in said(*answers, "--use", "commercial", code=2)


def test_raters_of_a_labelled_table(bound, data, tmp_path):
    """The table's metadata says under which licence its raters were. (benchmark_fill_test.cpp has it on made-up data.)"""
    store = {"XDG_CACHE_HOME": tmp_path, "OPENAFFECT_DATA": data}
    run("data", "fetch", "emobank", environment=store)
    labelled, table = tmp_path / "labelled.parquet", tmp_path / "openaffect/data/emobank/emobank.parquet"
    run("label", table, "--text", "text", "--raters", f"model:{bound}", "-o", labelled)
    evaluate = ["evaluate", labelled, "--benchmark", "emobank", "--ci", "none"]
    assert NOT_FOR_THAT in run(*evaluate, "--use", "commercial", environment=store, code=1).stderr.decode()
    run(*evaluate, environment=store)


def test_a_lexicon_of_ones_own(tmp_path):
    (tmp_path / "words.txt").write_text("zork\t2.0\n")
    mine = ["read", "zork", "--raters", f"mine=vader:{tmp_path / 'words.txt'}"]
    assert "mine is not for commercial use: its licence is of your lexicon; its rules MIT (class terms)" in said(*mine, "--use", "commercial")
    run(*mine)


def test_what_teaches(bound, table, tmp_path):
    train = ["train", "text", "--data", table, "--text", "body", "--label", "mood", "-o", tmp_path / "model", "--dry-run", "--use", "commercial"]
    assert "mine is not for commercial use: its licence is not known (class terms)" in said(*train)
    run(*train, "--licence-class", "open", "--licence", "CC0-1.0")
    source = {"name": "mine", "data": "mine.csv", "text": "body", "licence_class": "open", "targets": [{"head": "sentiment3", "column": "mood"}]}
    recipe = {"schema": "openaffect/recipe/1", "name": "mine", "heads": [{"id": "sentiment3"}], "sources": [source], "teachers": [str(bound)]}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe))
    by_recipe = ["train", "text", "--config", tmp_path / "recipe.json", "-o", tmp_path / "model", "--dry-run"]
    assert NOT_FOR_THAT in said(*by_recipe, "--use", "commercial")
    run(*by_recipe)
    without_card = make_trained(tmp_path / "base", licence_class="open")
    (without_card / "README.md").unlink()
    assert "(class terms)" in said(*train, "--licence-class", "open", "--base", without_card)
    assert not (tmp_path / "model").exists()
