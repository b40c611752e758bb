"""oa.read, oa.Rater, oa.raters, oa.schemes."""

import json
import pickle
import threading

import numpy as np
import openaffect as oa
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import MINILM, run
from tiny_network import make_network

KIND = "I can't BELIEVE how kind you were!!! :)"


@pytest.mark.parametrize("text", [KIND, "", "so sad <b>&amp;</b>", "12.5%", "not good, not bad 😀"])
def test_read_is_the_command(text):
    wanted = json.loads(run("read", text, "--raters", "vader,pattern,text", "--json"))
    assert oa.read(text, raters=["vader", "pattern", "text"]).to_dict() == wanted


def test_reading_for_people():
    reading = oa.read(KIND, raters="vader,pattern")
    assert list(reading) == ["vader", "pattern"] and len(reading) == 2
    assert reading["vader"]["class"] == "positive"
    assert repr(reading).splitlines()[0] == KIND and "compound 0." in repr(reading)
    html = oa.read("<script> a good day </script>", raters="vader")._repr_html_()
    assert "<script>" not in html and "<mark" in html


def test_read_by_default():
    assert list(oa.read("so glad"))[:2] == ["vader", "pattern"]


@pytest.mark.parametrize("text", [None, 3, b"bytes", ["a"]])
def test_what_is_no_text(text):
    with pytest.raises(TypeError, match="a text is a str"):
        oa.read(text)


def test_rate_is_label(texts):
    rater = oa.Rater("vader")
    table = rater.rate(texts)
    wanted = oa.label(pa.table({"text": texts}), text="text", raters="vader")
    assert table.column_names == ["neg", "neu", "pos", "compound", "class", "status"] == [*rater.fields, "status"]
    for name in table.column_names:
        assert table[name].equals(wanted[f"text.vader.{name}"])
    assert rater.read(texts[0])["compound"] == table["compound"][0].as_py()


def test_rate_gives_the_kind_that_it_gets():
    rater = oa.Rater("vader")
    series = pd.Series(["so glad", None], index=["a", "b"])
    made = rater.rate(series)
    assert isinstance(made, pd.DataFrame) and list(made.index) == ["a", "b"] and made["status"].tolist() == ["ok", "no_text"]
    assert rater.rate(pl.Series(["so glad", None]))["status"].to_list() == ["ok", "no_text"]
    assert rater.rate(np.array(["so glad", "sad"])).num_rows == 2
    assert rater.rate(text for text in ("so glad", "sad")).num_rows == 2
    assert rater.rate([]).num_rows == 0
    assert "evidence" in rater.rate(["so glad"], explain=True).column_names


def test_what_is_no_list_of_texts():
    rater = oa.Rater("vader")
    for texts in ("one text", b"bytes", 3, None):
        with pytest.raises(TypeError, match="give a list"):
            rater.rate(texts)
    frame = pd.DataFrame({"text": ["so glad"]})
    for texts in (frame, pl.from_pandas(frame), pl.from_pandas(frame).lazy(), pa.table({"text": ["so glad"]}), {"a": "so glad"}, {"so glad"}):
        with pytest.raises(TypeError, match=f"give a list or a column of texts, not a {type(texts).__name__}"):
            rater.rate(texts)
    with pytest.raises(TypeError, match="row 1 is of type int"):
        rater.rate(["fine", 3])


def test_a_text_s_reading_does_not_depend_on_the_others(texts):
    rater = oa.Rater("pattern")
    together = rater.rate(texts[:50])
    alone = pa.concat_tables([rater.rate([text]) for text in texts[:50]])
    assert together["polarity"].to_pylist() == alone["polarity"].to_pylist()


def test_a_lexicon_of_one_s_own(tmp_path):
    (tmp_path / "mine.txt").write_text("wug\t3.0\t0.5\t[3]\n")
    rater = oa.Rater(f"mine=vader:{tmp_path / 'mine.txt'}")
    assert rater.name == "mine" and rater.rate(["a wug"])["compound"][0].as_py() > 0
    both = oa.label(pa.table({"t": ["a wug"]}), text="t", raters=[rater, "vader"])
    assert both["t.mine.class"].to_pylist() == ["positive"] and both["t.vader.class"].to_pylist() == ["neutral"]


def test_settings():
    strict = oa.Rater("pattern", settings={"opinion.cuts": (0.1, 0.2)})
    assert strict.rate(["a good day"])["opinion"].to_pylist() != oa.Rater("pattern").rate(["a good day"])["opinion"].to_pylist()
    with pytest.raises(oa.UnknownNameError, match="opinion.cuts takes two numbers"):
        oa.Rater("pattern", settings={"opinion.cuts": 3})
    with pytest.raises(ValueError, match="NAME=hf:folder"):
        oa.Rater("hf:folder", settings={"window": 64})


def test_pickle(texts):
    rater = oa.Rater("pattern", settings={"opinion.cuts": [0.1, 0.2]})
    again = pickle.loads(pickle.dumps(rater))
    assert again.rate(texts[:20]).equals(rater.rate(texts[:20]))


def test_many_threads_on_one_rater(texts):
    rater = oa.Rater("vader")
    wanted = rater.rate(texts)
    different = []

    def work():
        for _ in range(5):
            if not rater.rate(texts, threads=2).equals(wanted):
                different.append(1)

    threads = [threading.Thread(target=work) for _ in range(6)]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    assert not different


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return make_network(tmp_path_factory.mktemp("network") / "tiny")


@pytest.mark.parametrize("made", [False, True], ids=["a spec", "a rater"])
def test_a_use_refuses_raters(tiny, made):
    frame = pd.DataFrame({"t": ["a day"]})
    bound = oa.Rater(f"hf:{tiny}", embed=True) if made else f"hf:{tiny}"
    how = {"use": "commercial"} if made else {"use": "commercial", "embed": True}
    for asked in (lambda: oa.label(frame, text="t", raters=[bound], **how), lambda: oa.read("a day", raters=bound, **how)):
        with pytest.raises(oa.RefusedError, match="tiny is not for commercial use: .*class terms"):
            asked()
    assert len(oa.label(frame, text="t", raters="vader,pattern", use="commercial")) == 1
    assert list(oa.read("a day", use="commercial")) == ["vader", "pattern", "text"]
    with pytest.raises(oa.UnknownNameError, match="did you mean 'commercial'"):
        oa.label(frame, text="t", raters="vader", use="comercial")


@pytest.fixture(scope="module")
def table_of_texts(texts, tmp_path_factory):
    """A file of 200 texts, and the table that it holds."""
    table = pa.table({"t": texts[:200]})
    path = tmp_path_factory.mktemp("texts") / "texts.parquet"
    pq.write_table(table, path)
    return path, table


@pytest.mark.parametrize("flags, options", [([], {}), (["--min-confidence", ".6"], {"min_confidence": 0.6}), (["--precision", "float32"], {"precision": "float32"}), (["--embed"], {"embed": True})], ids=["plain", "min_confidence", "float32", "embed"])
def test_our_model_is_the_command_s(flags, options, table_of_texts, tmp_path):
    path, table = table_of_texts
    run("label", path, "--text", "t", "--raters", "text", *flags, "-o", tmp_path / "out.parquet", "--quiet")
    wanted = pq.read_table(tmp_path / "out.parquet")
    made = oa.label(table, text="t", raters="text", **options)
    assert made.column_names == wanted.column_names
    for name in made.column_names[1:]:
        assert made[name].to_pylist() == wanted[name].to_pylist(), name
    assert ("abstain" in made["t.text.status"].to_pylist()) == ("min_confidence" in options)


def test_a_folder_s_vectors_are_the_command_s(tiny, table_of_texts, tmp_path):
    path, table = table_of_texts
    run("label", path, "--text", "t", "--raters", f"tiny=hf:{tiny}", "--embed", "-o", tmp_path / "out.parquet", "--quiet")
    wanted = pq.read_table(tmp_path / "out.parquet")["t.tiny.embedding"].to_pylist()
    rater = oa.Rater(f"tiny=hf:{tiny}", embed=True)
    assert rater.embed(table["t"]).tolist() == wanted
    assert oa.label(table, text="t", raters=f"tiny=hf:{tiny}", embed=True)["t.tiny.embedding"].to_pylist() == wanted


def test_many_threads_on_one_network(tiny, texts):
    rater = oa.Rater(f"tiny=hf:{tiny}", embed=True)
    wanted = rater.embed(texts[:300])
    different = []

    def work():
        for _ in range(3):
            if not np.array_equal(rater.embed(texts[:300], threads=2), wanted):
                different.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    assert not different


def test_embed():
    rater = oa.Rater(f"minilm=hf:{MINILM}", embed=True)
    vectors = rater.embed(["so glad", None, "so sad"])
    assert vectors.shape == (3, 384) and vectors.dtype == np.float32
    assert np.isnan(vectors[1]).all() and np.allclose(np.linalg.norm(vectors[[0, 2]], axis=1), 1, atol=1e-5)
    table = rater.rate(["so glad", None, "so sad"])
    assert table["embedding"].to_pylist()[0] == vectors[0].tolist() and table["status"].to_pylist() == ["ok", "no_text", "ok"]


def test_a_model_that_is_not_here():
    with pytest.raises(oa.NotFoundError):
        oa.Rater("hf:/no/such/folder")


def test_raters():
    there = oa.raters().to_pylist()
    assert {"vader", "pattern"} <= {rater["name"] for rater in there if rater["here"]}
    assert "vader" in repr(oa.Rater("vader")) and "<b>vader</b>" in oa.Rater("vader")._repr_html_()
    assert oa.Rater("vader").info["licence_class"] == "open"


def test_schemes():
    assert oa.schemes["goemotions28"].labels[:3] == ("admiration", "amusement", "anger") and len(oa.schemes["goemotions28"].labels) == 28
    assert oa.schemes["vad"].fields == ("valence", "arousal", "dominance")
    assert oa.schemes["ekman7"].definitions["joy"]
    assert len(oa.schemes) == len(list(oa.schemes)) == len(run("schemes").splitlines()) - 1
    assert "ekman7" in oa.schemes and "ekman" not in oa.schemes
    with pytest.raises(oa.UnknownNameError, match="did you mean 'ekman7'"):
        oa.schemes["ekman"]
    assert oa.schemes.get("ekman") is None and oa.schemes.get("ekman", 3) == 3 and oa.schemes.get("vad").id == "vad"
    assert {oa.schemes["vad"], oa.schemes["vad"], oa.schemes["ekman7"]} == {oa.schemes["ekman7"], oa.schemes["vad"]}
    assert "joy" in oa.schemes["ekman7"]._repr_html_()


def test_errors_are_one_family():
    for kind, also in ((oa.ReadWriteError, OSError), (oa.FormatError, ValueError), (oa.NotFoundError, FileNotFoundError), (oa.UnknownNameError, LookupError), (oa.UnsupportedError, ValueError)):
        assert issubclass(kind, oa.Error) and issubclass(kind, also)


def test_an_error_names_its_place(tmp_path):
    (tmp_path / "bad.csv").write_text('text\n"so glad"\n"never closed\n')
    with pytest.raises(oa.FormatError) as raised:
        oa.label(tmp_path / "bad.csv", text="text")
    assert raised.value.file == str(tmp_path / "bad.csv") and raised.value.row == 2 and raised.value.byte is not None
    assert raised.value.what in str(raised.value)


def test_an_error_quotes_bytes_that_are_no_utf8(tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"item,rater,value\n1,a,joy\xff\n")
    with pytest.raises(oa.Error, match="joy\ufffd"):
        oa.agree(tmp_path / "bad.csv", unit="item", rater="rater", value="value", scheme="ekman7")


def test_a_mistake_of_the_engine_s_is_in_the_family_too():
    from openaffect import _core

    with pytest.raises(oa.InternalError) as raised:
        _core.label_set_scores([[0]], [], ["a"], ["jaccard"], False)
    assert isinstance(raised.value, oa.Error) and isinstance(raised.value, RuntimeError)
