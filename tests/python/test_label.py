"""oa.label: the command's numbers, names and metadata from frames of every kind, and everything that is refused."""

import csv
import json

import numpy as np
import openaffect as oa
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, run

VIDEOS = ROOT / "examples/videos/videos.csv"
TEXT = ["title", "description"]


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """What the command makes of the videos, the language and the words that decided too."""
    path = tmp_path_factory.mktemp("command") / "videos.parquet"
    run("label", VIDEOS, "--text", ",".join(TEXT), "--raters", "vader,pattern", "--explain", "--detect-language", "-o", path, "--quiet")
    return pq.read_table(path)


def videos():
    return pd.read_csv(VIDEOS)


def label(data, **more):
    return oa.label(data, text=TEXT, raters=["vader", "pattern"], explain=True, detect_language=True, **more)


def same_columns(table, wanted):
    """Names, types but for the width of texts, and values of the columns that the raters added."""
    added = [name for name in wanted.column_names if name.startswith(("title.", "description."))]
    assert [name for name in table.column_names if name.startswith(("title.", "description."))] == added and len(added) > 10
    for name in added:
        assert table.column(name).to_pylist() == wanted.column(name).to_pylist(), name


def test_pyarrow_is_the_command(labelled):
    table = label(pa.Table.from_pandas(videos()))
    same_columns(table, labelled)
    assert table.column_names == labelled.column_names
    added = [name for name in labelled.column_names if "." in name]
    assert [table.schema.field(name).type for name in added] == [labelled.schema.field(name).type for name in added]


def test_metadata_is_the_command_s(labelled):
    """All but the input's hash, which a table in memory has not."""
    ours, theirs = ({key: value for key, value in table.schema.metadata.items() if key.startswith(b"openaffect.")} for table in (label(pa.Table.from_pandas(videos())), labelled))
    assert ours.pop(b"openaffect.input_sha256") == b""
    assert len(theirs.pop(b"openaffect.input_sha256")) == 64
    assert ours == theirs
    assert label(videos()).attrs["openaffect"]["openaffect.raters"].encode() == theirs[b"openaffect.raters"]


def test_pandas_is_the_command(labelled):
    frame = videos()
    frame.index = [f"row {number}" for number in range(len(frame))]
    before = frame.copy()
    made = label(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert list(made.index) == list(frame.index)
    assert list(made.columns) == labelled.column_names
    pd.testing.assert_frame_equal(made[frame.columns], frame)
    assert made["title.vader.class"].dtype == "category"
    same_columns(pa.Table.from_pandas(made, preserve_index=False), labelled)


def test_polars_is_the_command(labelled):
    frame = pl.read_csv(VIDEOS)
    made = label(frame)
    assert isinstance(made, pl.DataFrame) and made.columns == labelled.column_names
    assert made.select(frame.columns).equals(frame)
    same_columns(made.to_arrow(), labelled)


class Stream:
    """Somebody else's table: nothing but the Arrow C stream interface."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


def test_whoever_speaks_arrow(labelled):
    same_columns(label(Stream(pa.Table.from_pandas(videos()))), labelled)
    same_columns(label(pa.Table.from_pandas(videos()).combine_chunks().to_batches()[0]), labelled)


def test_a_path_gives_a_table(labelled):
    table = label(VIDEOS)
    same_columns(table, labelled)
    assert table.column("url").to_pylist() == labelled.column("url").to_pylist()
    assert table.schema.metadata[b"openaffect.input_sha256"] == labelled.schema.metadata[b"openaffect.input_sha256"]


def test_path_to_path_is_the_command_s_file(tmp_path):
    summary = oa.label(VIDEOS, text=TEXT, output=tmp_path / "python.parquet")
    run("label", VIDEOS, "--text", ",".join(TEXT), "-o", tmp_path / "command.parquet", "--quiet")
    assert (tmp_path / "python.parquet").read_bytes() == (tmp_path / "command.parquet").read_bytes()
    assert summary["rows"] == len(videos()) and summary["input"] == str(VIDEOS)
    with pytest.raises(oa.RefusedError, match="python.parquet"):
        oa.label(VIDEOS, text=TEXT, output=tmp_path / "python.parquet")
    oa.label(VIDEOS, text=TEXT, output=tmp_path / "python.parquet", force=True)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_frame_into_a_file(tmp_path, labelled, ending):
    path = tmp_path / f"out.{ending}"
    summary = label(videos(), output=path)
    assert summary["rows"] == len(videos())
    if ending == "parquet":
        same_columns(pq.read_table(path), labelled)
    elif ending == "csv":
        rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
        assert [row["title.vader.class"] for row in rows] == labelled.column("title.vader.class").to_pylist()
    else:
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        assert [row["title.pattern.polarity"] for row in rows] == labelled.column("title.pattern.polarity").to_pylist()


def test_long_is_the_command_s(tmp_path):
    run("label", VIDEOS, "--text", "title", "--long", "--id", "url", "-o", tmp_path / "long.parquet", "--quiet")
    wanted = pq.read_table(tmp_path / "long.parquet")
    made = oa.label(videos(), text="title", long=True, id="url")
    assert isinstance(made, pd.DataFrame) and list(made.columns) == wanted.column_names
    assert pa.Table.from_pandas(made, preserve_index=False).column("value").to_pylist() == wanted.column("value").to_pylist()
    assert made["item"].tolist() == wanted.column("item").to_pylist()


def test_chosen_columns():
    assert list(oa.label(videos(), text="title", raters="vader", columns=["url"]).columns)[0:2] == ["url", "title.vader.neg"]
    assert "url" not in oa.label(videos(), text="title", drop="url").columns
    assert len(oa.label(videos(), text="title", limit=7)) == 7
    assert oa.label(pl.read_csv(VIDEOS), text="title", limit=7).height == 7


def test_numbers_do_not_depend_on_threads_and_chunks(texts):
    table = pa.table({"text": texts})
    whole = oa.label(table, text="text", threads=1)
    chunked = pa.concat_tables([table.slice(first, 100) for first in range(0, len(texts), 100)])
    assert oa.label(chunked, text="text", threads=2).equals(whole)
    assert oa.label(table, text="text", threads=8).equals(whole)


MISSING = [None, float("nan"), pd.NA, np.nan]


@pytest.fixture(params=["memory", "file"])
def into(request, tmp_path):
    """label() of a pandas frame, in memory and through a file."""

    def made(frame, **options):
        if request.param == "memory":
            return oa.label(frame, **options)
        oa.label(frame, output=tmp_path / "out.parquet", **options)
        return pd.read_parquet(tmp_path / "out.parquet")

    return made


@pytest.mark.parametrize("missing", MISSING, ids=["None", "NaN", "NA", "numpy"])
def test_a_missing_text_has_a_status(missing, into):
    frame = pd.DataFrame({"text": pd.Series(["so glad", missing, ""], dtype=object)})
    made = into(frame, text="text", raters="vader")
    assert made["text.vader.status"].tolist() == ["ok", "no_text", "ok"]
    assert made["text.vader.compound"].isna().tolist() == [False, True, False]


def test_a_column_without_any_text():
    for frame in (pd.DataFrame({"text": [None, None]}), pd.DataFrame({"text": [np.nan, np.nan]}), pl.DataFrame({"text": [None, None]}), pa.table({"text": [None, None]})):
        made = oa.label(frame, text="text", raters="vader")
        assert list(made["text.vader.status"].to_list() if isinstance(made, pl.DataFrame) else made["text.vader.status"].to_pylist() if isinstance(made, pa.Table) else made["text.vader.status"]) == ["no_text"] * 2


@pytest.mark.parametrize("cell", [b"bytes", ["a", "list"], 3, 1.5, {"a": 1}, True, np.array([1, 2])], ids=lambda cell: type(cell).__name__)
def test_what_is_no_text_names_its_row(cell, into):
    frame = pd.DataFrame({"text": pd.Series(["fine", None, cell, "fine"], dtype=object)})
    with pytest.raises(TypeError, match=rf"column 'text': row 2 is of type {type(cell).__name__}, not str"):
        into(frame, text="text")


@pytest.mark.parametrize("output", [False, True], ids=["memory", "file"])
def test_columns_that_are_no_texts(output, tmp_path):
    more = {"output": tmp_path / "out.csv"} if output else {}
    for frame in (pd.DataFrame({"n": [1, 2]}), pl.DataFrame({"n": [1, 2]}), pa.table({"n": [1, 2]}), pa.table({"n": [b"a"]}), pa.table({"n": [["a"]]})):
        with pytest.raises(TypeError, match="column 'n' holds"):
            oa.label(frame, text="n", **more)


class Odd:
    """What no table of Arrow holds."""


MIXED = [[{1}, 2], ["a", 3], [1j, 2j], [Odd(), Odd()]]


@pytest.mark.parametrize("cells", MIXED, ids=["set", "mixed", "complex", "object"])
def test_another_column_of_any_kind_stays_as_it_is(cells):
    frame = pd.DataFrame({"text": ["so glad", "so sad"], "id": cells, "odd": cells})
    made = oa.label(frame, text="text", raters="vader")
    assert made["odd"].tolist() == cells and made["id"].tolist() == cells
    polars = pl.DataFrame({"text": ["so glad", "so sad"], "odd": pl.Series(cells, dtype=pl.Object)})
    assert oa.label(polars, text="text", raters="vader")["odd"].to_list() == cells


@pytest.mark.parametrize("cells, row", list(zip(MIXED, [1, 1, 0, 0])), ids=["set", "mixed", "complex", "object"])
def test_a_column_that_no_file_holds_names_its_row(cells, row, tmp_path):
    frame = pd.DataFrame({"text": ["so glad", "so sad"], "odd": cells})
    with pytest.raises(TypeError, match=f"column 'odd': row {row} is of type {type(cells[row]).__name__}"):
        oa.label(frame, text="text", output=tmp_path / "out.parquet")
    oa.label(frame, text="text", drop="odd", output=tmp_path / "out.parquet")
    oa.label(frame, text="text", columns=["text"], output=tmp_path / "other.parquet")
    assert "odd" not in pq.read_table(tmp_path / "out.parquet").column_names
    with pytest.raises(TypeError, match=f"column 'odd': row {row} is of type"):
        oa.label(frame, text="text", long=True, id="odd")


def test_another_column_with_half_of_a_surrogate_pair(tmp_path):
    frame = pd.DataFrame({"text": ["so glad"], "note": pd.Series(["half \ud83d"], dtype=object)})
    oa.label(frame, text="text", output=tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet")["note"].to_pylist()[0].startswith("half \ufffd")


def test_every_kind_of_text_column():
    texts = ["so glad", None, "so sad", "so glad"]
    wanted = oa.label(pa.table({"text": texts}), text="text", raters="vader")["text.vader.compound"].to_pylist()
    kinds = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
    for kind in kinds:
        column = pa.array(texts).dictionary_encode() if pa.types.is_dictionary(kind) else pa.array(texts, kind)
        assert oa.label(pa.table({"text": column}), text="text", raters="vader")["text.vader.compound"].to_pylist() == wanted, kind
    for dtype in ("str", "object", "string", "category", pd.ArrowDtype(pa.string())):
        made = oa.label(pd.DataFrame({"text": pd.Series(texts, dtype=dtype)}), text="text", raters="vader")
        assert [None if value != value else value for value in made["text.vader.compound"]] == wanted, dtype
    for dtype in (pl.String, pl.Categorical, pl.Enum(["so glad", "so sad"]), pl.Object):
        made = oa.label(pl.DataFrame({"text": pl.Series(texts, dtype=dtype)}), text="text", raters="vader")
        assert made["text.vader.compound"].to_list() == wanted, dtype


def test_half_of_a_surrogate_pair_is_text(into):
    frame = pd.DataFrame({"text": pd.Series(["so glad \ud83d", "so glad"], dtype=object)})
    made = into(frame, text="text", raters="vader")
    assert made["text.vader.status"].tolist() == ["ok", "ok"] and made["text.vader.compound"][0] == made["text.vader.compound"][1]


def test_a_column_of_the_same_name():
    frame = pd.DataFrame({"text": ["so glad"], "text.vader.compound": [7.0]})
    with pytest.raises(oa.RefusedError, match=r"text\.vader\.compound.*replace_columns=True"):
        oa.label(frame, text="text")
    made = oa.label(frame, text="text", replace_columns=True)
    assert list(made.columns).count("text.vader.compound") == 1 and made["text.vader.compound"][0] < 1


def test_names_that_nobody_knows():
    with pytest.raises(oa.UnknownNameError, match="did you mean 'title'"):
        oa.label(videos(), text="titel")
    with pytest.raises(oa.UnknownNameError, match="did you mean 'vader'"):
        oa.label(videos(), text="title", raters="vadr")
    with pytest.raises(oa.UnknownNameError, match="did you mean 'url'"):
        oa.label(videos(), text="title", drop="urls")
    with pytest.raises(oa.UnknownNameError, match="did you mean 'url'"):
        oa.label(videos(), text="title", long=True, id="urls")
    with pytest.raises(oa.UnknownNameError, match="did you mean 'published'"):
        oa.label(videos(), text="title", report="page.html", date="publishd")


@pytest.mark.parametrize("keyword, value", [("types", {"title": "text"}), ("encoding", "cp1252"), ("delimiter", ";"), ("quote", "none"), ("on_bad_row", "keep"), ("input_format", "csv")])
def test_how_a_file_is_read_is_not_said_of_a_frame(keyword, value, tmp_path):
    for more in ({}, {"output": tmp_path / "out.csv"}):
        with pytest.raises(TypeError, match=f"^{keyword} "):
            oa.label(videos(), text="title", **{keyword: value}, **more)


def test_what_an_output_needs_is_not_said_without_one():
    for data in (VIDEOS, videos()):
        with pytest.raises(TypeError, match="^shard is of an output"):
            oa.label(data, text="title", shard="1/4")
        with pytest.raises(TypeError, match="^format is of an output"):
            oa.label(data, text="title", format="csv")


WRONG = [
    ({"long": True, "columns": "url"}, "--columns and --drop"),
    ({"long": True, "drop": "url"}, "--columns and --drop"),
    ({"long": True, "detect_language": True}, "--detect-language"),
    ({"id": "url"}, "--id goes with --long"),
    ({"date": "published"}, "--date names"),
    ({"threads": 5000}, "--threads takes 1 to 1024"),
    ({"limit": 0}, "--limit takes a number of rows"),
    ({"limit": -3}, "--limit takes a number of rows"),
    ({"min_confidence": 0.5}, "none of the raters says"),
    ({"min_confidence": 7}, "--min-confidence takes a number from 0 to 1"),
    ({"report": "x.html", "report_rows": 1_000_000}, "--report-rows takes 0 to"),
]


@pytest.mark.parametrize("options, message", WRONG, ids=[" ".join(options) for options, _ in WRONG])
def test_options_that_the_command_refuses_too(options, message):
    for data in (VIDEOS, videos()):
        with pytest.raises(oa.UnknownNameError, match=message):
            oa.label(data, text="title", **options)


def test_how_files_are_read_is_said_as_to_the_command(tmp_path):
    (tmp_path / "a.txt").write_text("text\tn\nso glad\t7\n")
    made = oa.label(tmp_path / "a.txt", text="text", input_format="csv", delimiter="tab", types={"n": "int64"})
    assert made["n"].to_pylist() == [7]
    (tmp_path / "b.data").write_text('[{"text": "so glad"}]')
    assert oa.label(tmp_path / "b.data", text="text", input_format="json").num_rows == 1
    for options, message in (({"delimiter": "ab"}, "--delimiter takes one"), ({"quote": "x"}, "--quote takes"), ({"on_bad_row": "skip"}, "--on-bad-row takes"), ({"types": {"n": "str"}}, "--type takes COLUMN=TYPE")):
        with pytest.raises(oa.UnknownNameError, match=message):
            oa.label(tmp_path / "a.txt", text="text", input_format="csv", **options)
    with pytest.raises(TypeError, match="^types "):
        oa.label(tmp_path / "a.txt", text="text", types={"n": str})


def test_report_with_a_time_axis(tmp_path):
    oa.label(videos(), text="title", report=tmp_path / "page.html", report_rows=3, date="published")
    assert "<html" in (tmp_path / "page.html").read_text()[:2000]


def test_shards_are_the_command_s(tmp_path):
    paths = [tmp_path / f"{place}.parquet" for place in (1, 2)]
    for place, path in enumerate(paths, 1):
        oa.label(VIDEOS, text="title", raters="vader", output=path, shard=f"{place}/2")
    run("label", VIDEOS, "--text", "title", "--raters", "vader", "--shard", "1/2", "-o", tmp_path / "command.parquet", "--quiet")
    assert paths[0].read_bytes() == (tmp_path / "command.parquet").read_bytes()
    run("data", "merge", *paths, "-o", tmp_path / "whole.parquet", "--quiet")
    assert pq.read_table(tmp_path / "whole.parquet").num_rows == len(videos())


def test_what_makes_languages_doubtful_is_a_warning(tmp_path):
    german = pa.table({"text": ["Das ist wirklich ein sehr schoener Tag, und ich freue mich darueber, dass wir hier zusammen sind."] * 50})
    with pytest.warns(UserWarning, match="vader"):
        oa.label(german, text="text", raters="vader")
    with pytest.warns(UserWarning, match="vader"):
        oa.label(german, text="text", raters="vader", output=tmp_path / "out.parquet")
    with pytest.warns(UserWarning, match="vader"):
        oa.Rater("vader").rate(german["text"])


def test_what_is_no_table():
    for data in (3, None, ["a", "b"], {"text": ["a"]}):
        with pytest.raises(TypeError, match="is no table"):
            oa.label(data, text="text")
    with pytest.raises(TypeError, match="collect"):
        oa.label(pl.DataFrame({"text": ["a"]}).lazy(), text="text")
    with pytest.raises(ValueError, match="one name"):
        oa.label(pd.DataFrame([["a", "b"]], columns=["text", "text"]), text="text")


def test_no_rows():
    for frame in (pd.DataFrame({"text": pd.Series([], dtype=object)}), pl.DataFrame({"text": pl.Series([], dtype=pl.String)}), pa.table({"text": pa.array([], pa.string())})):
        made = oa.label(frame, text="text", raters="vader")
        assert len(made) == 0 and "text.vader.compound" in (made.column_names if isinstance(made, pa.Table) else made.columns)


def test_names_need_not_be_texts_in_pandas():
    made = oa.label(pd.DataFrame({0: ["so glad"], 1: [2]}), text="0", raters="vader")
    assert list(made.columns)[:2] == [0, 1] and made["0.vader.class"][0] == "positive"


def test_a_frame_s_job_is_not_continued(tmp_path):
    """Nobody knows whether it is the same frame."""
    (tmp_path / "out.parquet").write_bytes(b"")
    with pytest.raises(oa.RefusedError):
        oa.label(videos(), text="title", output=tmp_path / "out.parquet")


def test_settings():
    usual = oa.label(videos(), text="title", raters="pattern")
    other = oa.label(videos(), text="title", raters="pattern", settings={"pattern.opinion.cuts": [0.1, 0.2]})
    assert (usual["title.pattern.opinion"] != other["title.pattern.opinion"]).any()


def test_progress_is_told(texts):
    told = []
    table = pa.table({"text": texts * 200})
    oa.label(table, text="text", progress=lambda done, text: told.append((done, text)))
    assert told and all(0 <= done <= 1 and "rows" in text for done, text in told)


class Bar:
    """As tqdm.notebook's, which is red when it is closed before its end."""

    made: list = []

    def __init__(self, total, **_):
        self.total, self.n, self.red = total, 0, None
        self.made.append(self)

    def set_postfix_str(self, text):
        pass

    def refresh(self):
        pass

    def close(self):
        self.red = self.n < self.total


@pytest.mark.parametrize("fails", [False, True])
def test_a_bar_ends_full_unless_the_work_failed(monkeypatch, fails):
    from openaffect import _progress

    Bar.made = []
    monkeypatch.setattr(_progress, "_tqdm", lambda: Bar)
    try:
        with _progress.listening(True) as listener:
            listener(0.4, "a part")
            if fails:
                raise ValueError
    except ValueError:
        pass
    assert [bar.red for bar in Bar.made] == [fails]
    with _progress.listening(True):
        pass  # short work has no bar
    assert len(Bar.made) == 1


def test_what_a_listener_raises_ends_the_work(texts):
    def refuse(done, text):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        oa.label(pa.table({"text": texts * 400}), text="text", progress=refuse)
