"""oa.agree, oa.evaluate, oa.compare: the command's figures from frames."""

import json
import math

import openaffect as oa
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import RATINGS, results_of_command

FEW = {"resamples": 200}
FLAGS = ["--resamples", "200"]
ALPHA = ["--unit", "line", "--rater", "rater", "--value", "emotion", "--scheme", "ekman7"]
LONG = {"unit": "line", "rater": "rater", "value": "emotion", "scheme": "ekman7"}


def read(name):
    return pd.read_csv(RATINGS / name)


def kinds(frame):
    return [frame, pl.from_pandas(frame), pa.Table.from_pandas(frame, preserve_index=False)]


@pytest.mark.parametrize("kind", [0, 1, 2], ids=["pandas", "polars", "pyarrow"])
def test_agree_is_the_command(kind):
    wanted = results_of_command("agree", RATINGS / "ratings.csv", *ALPHA, *FLAGS)
    assert oa.agree(kinds(read("ratings.csv"))[kind], **LONG, **FEW).rows == wanted
    assert oa.agree(RATINGS / "ratings.csv", **LONG, **FEW).rows == wanted


def test_agree_on_numbers():
    flags = ["--unit", "line", "--rater", "rater", "--value", "valence", "--level", "interval"]
    wanted = results_of_command("agree", RATINGS / "ratings.csv", *flags, *FLAGS)
    made = oa.agree(read("ratings.csv"), unit="line", rater="rater", value="valence", level="interval", **FEW)
    assert made.rows == wanted
    assert made.value("krippendorff_alpha") == wanted[0]["value"] or made.row("krippendorff_alpha")["metric"] == "krippendorff_alpha"


def test_alpha_of_a_hand_computation():
    """Krippendorff 2011, "Computing Krippendorff's alpha-reliability", A: nominal, two observers, binary data: 0.095."""
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    made = oa.agree(pd.DataFrame({"a": first, "b": second}), raters=["a", "b"], level="nominal", ci="none")
    assert made.value("krippendorff_alpha") == pytest.approx(0.095, abs=5e-4)


def test_consensus_comes_as_what_was_given():
    made = oa.agree(read("ratings.csv"), **LONG, **FEW, consensus="majority").consensus
    assert isinstance(made, pd.DataFrame) and len(made) == read("ratings.csv")["line"].nunique()
    assert isinstance(oa.agree(RATINGS / "ratings.csv", **LONG, **FEW, consensus="dawid_skene").consensus, pa.Table)


def test_folder_of_results(tmp_path):
    oa.agree(read("ratings.csv"), **LONG, **FEW, output=tmp_path / "agree")
    assert json.loads((tmp_path / "agree/result.json").read_text())["results"]
    assert "<html" in (tmp_path / "agree/report.html").read_text()[:2000]


@pytest.mark.parametrize("kind", [0, 1, 2], ids=["pandas", "polars", "pyarrow"])
def test_evaluate_is_the_command(kind):
    wanted = results_of_command("evaluate", RATINGS / "careful.csv", "--gold", RATINGS / "gold.csv", "--scheme", "ekman7", *FLAGS)
    made = oa.evaluate(kinds(read("careful.csv"))[kind], gold=kinds(read("gold.csv"))[kind], scheme="ekman7", **FEW)
    for ours, theirs in zip(made.rows, wanted, strict=True):
        assert {**ours, "system": ""} == {**theirs, "system": ""}


def test_evaluate_a_labelled_frame(tmp_path):
    """Its metadata, which tells of raters and schemes, comes along."""
    frame = pd.DataFrame({"text": ["so glad", "so sad", "a table"] * 5, "sentiment3": ["positive", "negative", "neutral"] * 5})
    labelled = oa.label(frame, text="text", raters=["vader", "pattern"])
    made = oa.evaluate(labelled, scheme="sentiment3", rater="vader", cluster="none", **FEW)
    assert made.value("accuracy") == 1


@pytest.mark.parametrize("test", ["permutation", "mcnemar"])
def test_compare_is_the_command(test):
    files = [RATINGS / f"{name}.csv" for name in ("careful", "quick", "loud")]
    more = ["--cluster", "none", "--metric", "accuracy", "--test", test]
    wanted = results_of_command("compare", *files, "--gold", RATINGS / "gold.csv", "--scheme", "ekman7", *more, *FLAGS)
    options = {"gold": read("gold.csv"), "scheme": "ekman7", "cluster": "none", "metrics": "accuracy", "test": test, **FEW}
    made = oa.compare({path.stem: read(path.name) for path in files}, **options)
    assert made.rows == wanted
    assert oa.compare(files, **{**options, "gold": RATINGS / "gold.csv"}).rows == wanted


def test_systems_are_called_as_they_were_given():
    """Not by a part of their names, nor by who labelled them."""
    texts = {"text": ["so glad", "so sad", "a table"] * 5, "sentiment3": ["positive", "negative", "neutral"] * 5}
    one, other = (oa.label(pa.table(texts), text="text", raters=rater) for rater in ("vader", "pattern"))
    made = oa.compare({"gpt-4.1": one, "org/model": other}, scheme="sentiment3", cluster="none", metrics="accuracy", **FEW)
    assert made.value("accuracy", system="gpt-4.1", against="gold") == 1
    assert [(row["system"], row["against"]) for row in made] == [("gpt-4.1", "gold"), ("org/model", "gold"), ("gpt-4.1", "org/model")]


def test_names_of_systems_that_are_refused():
    careful, gold = read("careful.csv"), str(RATINGS / "gold.csv")
    with pytest.raises(TypeError, match="files have their own names"):
        oa.compare({"a": RATINGS / "careful.csv", "b": careful}, gold=gold, scheme="ekman7")
    with pytest.raises(TypeError, match="is called as the gold's file"):
        oa.compare({gold: careful, "b": careful}, gold=gold, scheme="ekman7")
    with pytest.raises(TypeError, match="a system's name is a str, not 3"):
        oa.compare({3: careful, "b": careful}, gold=gold, scheme="ekman7")


@pytest.mark.parametrize("cells", [[{1}, 2], ["a", 3]], ids=["set", "mixed"])
def test_other_columns_may_hold_anything(cells):
    def odd(frame):
        return frame.assign(odd=pd.Series((cells * len(frame))[: len(frame)], dtype=object))

    assert oa.agree(odd(read("ratings.csv")), **LONG, **FEW).rows == oa.agree(read("ratings.csv"), **LONG, **FEW).rows
    careful, gold = read("careful.csv"), read("gold.csv")
    options = {"scheme": "ekman7", "cluster": "none", "metrics": "accuracy", **FEW}
    assert oa.evaluate(odd(careful), gold=odd(gold), **options).rows == oa.evaluate(careful, gold=gold, **options).rows
    tables = {"a": careful, "b": read("quick.csv")}
    assert oa.compare({name: odd(table) for name, table in tables.items()}, gold=gold, **options).rows == oa.compare(tables, gold=gold, **options).rows
    for call in (lambda: oa.agree(odd(read("ratings.csv")), unit="odd", rater="rater", value="emotion"), lambda: oa.evaluate(odd(careful), gold=gold, prediction_column="odd", **options)):
        with pytest.raises(TypeError, match="column 'odd': row 1 is of type int"):
            call()
    with pytest.raises(TypeError, match="column 'id': row"):  # by which rows would meet
        oa.evaluate(odd(careful).rename(columns={"id": "old", "odd": "id"}), gold=gold, **options)


def test_a_mixed_column_of_gold_is_not_passed_over():
    """Nobody names it, and the engine finds it by the scheme."""
    gold = pd.DataFrame({"id": [1, 2], "valence": pd.Series([0.5, "much"], dtype=object)})
    with pytest.raises(oa.FormatError, match="much"):
        oa.evaluate(pd.DataFrame({"id": [1, 2], "valence": [0.5, 0.1]}), gold=gold, scheme="vad", **FEW)


def test_how_files_are_read(tmp_path):
    for name in ("careful", "gold"):
        read(f"{name}.csv").to_csv(tmp_path / f"{name}.txt", sep=";", index=False)
    options = {"scheme": "ekman7", "metrics": "accuracy", **FEW}
    how = {"input_format": "csv", "delimiter": ";", "quote": "none"}
    wanted = oa.evaluate(RATINGS / "careful.csv", gold=RATINGS / "gold.csv", **options).rows
    assert oa.evaluate(tmp_path / "careful.txt", gold=tmp_path / "gold.txt", **how, **options).rows == wanted
    assert oa.evaluate(read("careful.csv"), gold=tmp_path / "gold.txt", **how, **options).rows[0]["value"] == wanted[0]["value"]
    for call in (lambda: oa.agree(read("ratings.csv"), quote="none", **LONG), lambda: oa.evaluate(read("careful.csv"), gold=read("gold.csv"), **how, **options)):
        with pytest.raises(TypeError, match="how a file is read"):
            call()


def test_numbers_out_of_range_and_outputs_in_the_way(tmp_path):
    (tmp_path / "file").write_text("")
    for options, error, message in (
        ({"resamples": 3}, oa.UnknownNameError, "--resamples takes 10 to"),
        ({"threads": 5000}, oa.UnknownNameError, "--threads takes 1 to"),
        ({"ci": "bootstrap"}, oa.UnknownNameError, "--ci: unknown method"),
        ({"output": tmp_path / "file"}, oa.RefusedError, "no folder"),
    ):
        with pytest.raises(error, match=message):
            oa.agree(read("ratings.csv"), **LONG, **options)
        with pytest.raises(error, match=message):
            oa.evaluate(read("careful.csv"), gold=read("gold.csv"), scheme="ekman7", **options)
    with pytest.raises(oa.UnknownNameError, match="--kind: unknown kind 'clases'; did you mean 'classes'"):
        oa.evaluate(read("careful.csv"), gold=read("gold.csv"), kind="clases")


def test_results_for_people():
    made = oa.agree(read("ratings.csv"), **LONG, **FEW)
    assert len(made) == len(list(made)) and made[0] is made.rows[0]
    assert "krippendorff_alpha" in repr(made) and "<table>" in made._repr_html_() and made.markdown.startswith("|") and "tabular" in made.latex
    assert list(made.to_pandas()["metric"]) == [row["metric"] for row in made]
    assert made.to_arrow().num_rows == len(made)
    with pytest.raises(KeyError, match="there are: .*krippendorff_alpha"):
        made.row("kripendorff_alpha")


def test_what_is_refused():
    with pytest.raises(oa.UnknownNameError, match="line"):
        oa.agree(read("ratings.csv"), unit="lines", rater="rater", value="emotion")
    with pytest.raises(oa.UnknownNameError, match="did you mean 'accuracy'"):
        oa.evaluate(read("careful.csv"), gold=read("gold.csv"), scheme="ekman7", metrics="acuracy")
    with pytest.raises(TypeError, match="unexpected keyword"):
        oa.agree(read("ratings.csv"), units="line")
    with pytest.raises(TypeError, match="resamples does not take a str"):
        oa.agree(read("ratings.csv"), **LONG, resamples="many")
    with pytest.raises(TypeError, match="of a benchmark"):
        oa.evaluate(read("careful.csv"), split="test")
    with pytest.raises(oa.UnknownNameError, match="benchmark"):
        oa.evaluate(benchmark="nothing_such")
    for unheeded, flag in (({"use": "commercial"}, "--use is of data sets"), ({"limit": 2}, "--limit, --delimiter"), ({"id": "x"}, "--id is not of")):
        with pytest.raises(oa.UnknownNameError, match=flag):
            oa.evaluate(["answers"], benchmark="aeb", **unheeded)


def test_undefined_is_none_with_a_reason():
    made = oa.agree(pd.DataFrame({"a": [1, 1], "b": [1, 1]}), raters=["a", "b"], level="nominal", ci="none")
    row = made.row("krippendorff_alpha")
    assert row["value"] is None and row["reason"] or math.isfinite(row["value"])
