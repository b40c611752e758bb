"""`openaffect agree`: the figures published for real ratings, each with a small twin of made-up ones held against the packages
of the field; every shape, format and output; and what bad input is answered with."""

import gzip
import json
import random

import pytest

from conftest import run

LONG = ("--unit", "item", "--rater", "rater", "--value", "label")


def agree(*arguments, code=0, **options):
    """The results as JSON."""
    return json.loads(run("agree", *arguments, "--json", code=code, **options).stdout)["results"]


def figure(results, metric, **wanted):
    """The one result of a metric for all raters together."""
    wanted = {"system": None, "against": None, **wanted}
    found = [row for row in results if row["metric"] == metric and all(row[key] == value for key, value in wanted.items())]
    assert len(found) == 1, (metric, wanted, [row["metric"] for row in results])
    return found[0]


def alpha(*arguments, **options):
    return figure(agree(*arguments, "--ci", "none", **options), "krippendorff_alpha")["value"]


def messages(*arguments, code=0, **options):
    return run("agree", *arguments, code=code, **options).stderr.decode()


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def write_jsonl(path, rows):
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


# --- published figures, and their twins -----------------------------------------------------------------------------

VOTES = ",".join("votes." + label for label in ("anger", "disgust", "fear", "joy", "neutral", "sadness"))


@pytest.fixture(scope="module")
def catalogue(data, tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")

    def table(name):
        path = cache / f"openaffect/data/{name}/{name}.parquet"
        if not path.exists():
            run("data", "fetch", name, environment={"XDG_CACHE_HOME": cache, "OPENAFFECT_DATA": data})
        return path

    return table


@pytest.mark.parametrize("where,wanted", [((), 0.4255), (("voice",), 0.2811), (("face",), 0.4582), (("audio_visual",), 0.4967)])
def test_crema_d(catalogue, where, wanted):
    chosen = [word for task in where for word in ("--where", f"task={task}")]
    assert round(alpha(catalogue("crema_d"), "--unit", "id", "--counts", VOTES, *chosen), 4) == wanted


@pytest.mark.parametrize("person,wanted,units", [("therapist", 0.7365, 216), ("client", 0.4669, 212)])
def test_annomi(catalogue, person, wanted, units):
    results = agree(catalogue("annomi"), "--unit", "id", "--lists", "ratings", "--list-raters", "raters", "--where", f"person={person}",
                    "--min-ratings", 2, "--ci", "none")
    fleiss = figure(results, "fleiss_kappa")
    assert round(fleiss["value"], 4) == wanted and fleiss["n_items"] == units and fleiss["n_ratings"] == 10 * units


@pytest.mark.parametrize("field,wanted", [("valence", 0.3436), ("arousal", 0.2447), ("dominance", 0.2202)])
def test_emobank(catalogue, field, wanted):
    assert round(alpha(catalogue("emobank-readers"), "--unit", "sentence", "--value", field, "--level", "interval"), 4) == wanted


@pytest.mark.parametrize("task,wanted", [("tweets", 0.7835), ("nyt", 0.5323), ("movies", 0.7983), ("amazon", 0.8204)])
def test_vader(catalogue, task, wanted):
    assert round(alpha(catalogue("vader-sets"), "--unit", "id", "--lists", "ratings", "--level", "interval", "--where", f"task={task}"), 4) == wanted


@pytest.mark.parametrize("task,level,wanted", [("ConvAbuse", "nominal", 0.4281), ("ConvAbuse", "interval", 0.7226), ("MD-Agreement", "nominal", 0.3460),
                                               ("HS-Brexit", "nominal", 0.3457)])
def test_lewidi(catalogue, task, level, wanted):
    arguments = ["--unit", "id", "--lists", "ratings", "--list-raters", "raters", "--level", level, "--where", "split=train", "--where", f"task={task}"]
    assert round(alpha(catalogue("lewidi"), *arguments), 4) == wanted


def test_the_calls_of_the_docs_are_these(catalogue):
    """A catalogue's table says by itself which columns are ratings."""
    assert round(alpha(catalogue("vader-sets"), "--where", "task=tweets"), 4) == 0.7835


def krippendorff_of(lists, level):
    krippendorff = pytest.importorskip("krippendorff")
    numpy = pytest.importorskip("numpy")
    width = max(map(len, lists))
    table = numpy.array([[float(value) for value in values] + [numpy.nan] * (width - len(values)) for values in lists])
    return float(krippendorff.alpha(table.T, level_of_measurement=level))


def made_up(seed, units, values, most=6, least=1):
    """Lists of ratings that often agree."""
    rng = random.Random(seed)
    lists = []
    for _ in range(units):
        truth = rng.choice(values)
        lists.append([truth if rng.random() < 0.6 else rng.choice(values) for _ in range(rng.randint(least, most))])
    return lists


def test_twin_of_crema_d(tmp_path):
    labels = VOTES.split(",")
    groups = {"voice": made_up(1, 60, range(6)), "face": made_up(2, 60, range(6))}
    rows = [{"id": f"{task}{i}", "task": task, **{label: values.count(at) for at, label in enumerate(labels)}}
            for task, lists in groups.items() for i, values in enumerate(lists)]
    table = write_jsonl(tmp_path / "votes.jsonl", rows)
    assert alpha(table, "--unit", "id", "--counts", VOTES, "--where", "task=face") == pytest.approx(krippendorff_of(groups["face"], "nominal"), abs=1e-12)
    everything = groups["voice"] + groups["face"]
    assert alpha(table, "--unit", "id", "--counts", VOTES) == pytest.approx(krippendorff_of(everything, "nominal"), abs=1e-12)
    results = agree(table, "--unit", "id", "--counts", VOTES, "--ci", "none")
    assert list(figure(results, "krippendorff_alpha")["per_label"]) == ["anger", "disgust", "fear", "joy", "neutral", "sadness"]


def test_twin_of_annomi(tmp_path):
    """Units with ten ratings among units with one: Fleiss' kappa as published takes the former only."""
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    lists = made_up(3, 40, ("question", "reflection", "other"), most=10, least=10)
    single = made_up(4, 100, ("question", "other"), most=1)
    rows = [{"id": str(i), "person": "therapist", "ratings": values, "raters": [str(r) for r in range(len(values))]} for i, values in enumerate(lists + single)]
    rows += [{"id": f"c{i}", "person": "client", "ratings": values, "raters": ["0", "1"]} for i, values in enumerate(made_up(5, 30, ("change", "neutral"), 2, 2))]
    table = write_jsonl(tmp_path / "talk.jsonl", rows)
    arguments = [table, "--unit", "id", "--lists", "ratings", "--list-raters", "raters", "--where", "person=therapist", "--min-ratings", 2]
    fleiss = figure(agree(*arguments, "--ci", "none"), "fleiss_kappa")
    assert fleiss["n_items"] == 40 and fleiss["value"] == pytest.approx(inter_rater.fleiss_kappa(inter_rater.aggregate_raters(lists)[0]), abs=1e-12)
    told = messages(*arguments, "--ci", "none")
    assert "140 of 170 rows are used" in told and "100 units with too few ratings are left out" in told


def test_twin_of_emobank(tmp_path):
    lists = made_up(6, 80, (1, 2, 3, 4, 5))
    text = "id,sentence,valence\n" + "".join(f"{u}/{i},{u},{value}\n" for u, values in enumerate(lists) for i, value in enumerate(values))
    table = write(tmp_path / "readers.csv", text)
    for level in ("interval", "nominal", "ordinal", "ratio"):
        assert alpha(table, "--unit", "sentence", "--value", "valence", "--level", level) == pytest.approx(krippendorff_of(lists, level), abs=1e-12)
    told = messages(table, "--unit", "sentence", "--value", "valence", "--ci", "none")
    assert f"{sum(map(len, lists))} ratings of 80 units by raters without names" in told


def test_twin_of_vader_and_lewidi(tmp_path):
    groups = {"tweets": made_up(7, 50, (-3.5, -1, 0, 2.25, 4)), "movies": made_up(8, 50, (-4, 0, 4))}
    rows = [{"id": f"{task}-{i}", "task": task, "split": "train" if i % 2 else "test", "ratings": values, "raters": [f"Ann{r}" for r in range(len(values))]}
            for task, lists in groups.items() for i, values in enumerate(lists)]
    table = write_jsonl(tmp_path / "sets.jsonl", rows)
    for task, lists in groups.items():
        for names in ((), ("--list-raters", "raters")):
            chosen = [table, "--unit", "id", "--lists", "ratings", *names, "--level", "interval", "--where", f"task={task}"]
            assert alpha(*chosen) == pytest.approx(krippendorff_of(lists, "interval"), abs=1e-12)
            assert alpha(*chosen, "--where", "split=train") == pytest.approx(krippendorff_of(lists[1::2], "interval"), abs=1e-12)


# --- a table that the tests below share -----------------------------------------------------------------------------

RATINGS = ("u1 ann joy,u1 ben joy,u1 cem fear,u2 ann fear,u2 ben fear,u2 cem fear,u3 ann joy,u3 ben fear,u4 ann anger,u4 ben anger,u4 cem anger,"
           "u5 ann joy,u5 ben joy,u5 cem joy,u6 ann fear,u6 ben joy")
ROWS = [dict(zip(("item", "rater", "label"), rating.split())) for rating in RATINGS.split(",")]
NUMBERS = [{**row, "label": {"joy": 1, "fear": 2.5, "anger": 4}[row["label"]]} for row in ROWS]


def csv_of(rows):
    return ",".join(rows[0]) + "\n" + "".join(",".join(map(str, row.values())) + "\n" for row in rows)


@pytest.fixture
def words(tmp_path):
    return write(tmp_path / "words.csv", csv_of(ROWS))


@pytest.fixture
def numbers(tmp_path):
    return write(tmp_path / "numbers.csv", csv_of(NUMBERS))


# --- inputs ---------------------------------------------------------------------------------------------------------

def test_every_shape_and_format_gives_the_same(tmp_path, words):
    wanted = alpha(words, *LONG)
    for name in ("words.parquet", "words.jsonl", "words.tsv"):
        run("data", "convert", words, tmp_path / name)
        assert alpha(tmp_path / name, *LONG) == wanted
    (tmp_path / "words.csv.gz").write_bytes(gzip.compress(words.read_bytes()))
    assert alpha(tmp_path / "words.csv.gz", *LONG) == wanted
    assert alpha("-", *LONG, stdin=words.read_bytes()) == wanted
    units = sorted({row["item"] for row in ROWS})
    said = {(row["item"], row["rater"]): row["label"] for row in ROWS}
    wide = [{"item": unit, **{rater: said.get((unit, rater), "") for rater in ("ann", "ben", "cem")}} for unit in units]
    table = write(tmp_path / "wide.csv", csv_of(wide))
    assert alpha(table, "--unit", "item", "--raters", "ann,ben,cem") == wanted
    assert alpha("--raters", "ann,ben,cem", "--where", "item=u1", "--where", "item=u2", table) == alpha(words, *LONG, "--where", "item=u1", "--where", "item=u2")
    lists = [{"item": unit, "said": [label for (u, _), label in said.items() if u == unit]} for unit in units]
    assert alpha(write_jsonl(tmp_path / "lists.jsonl", lists), "--unit", "item", "--lists", "said") == wanted
    counts = [{"item": row["item"], **{label: row["said"].count(label) for label in ("anger", "fear", "joy")}} for row in lists]
    assert alpha(write(tmp_path / "counts.csv", csv_of(counts)), "--counts", "anger,fear,joy") == wanted


def test_conditions_on_rows(words):
    assert messages(words, *LONG, "--where", "raiter=ann", code=2) == (
        f"error: {words}: unknown column 'raiter'; did you mean 'rater'? known: item, rater, label\n")
    assert "no row has rater=dan; rater is ann, ben, cem" in messages(words, *LONG, "--where", "rater=dan", code=2)
    assert "'rater' is no COLUMN=VALUE" in messages(words, *LONG, "--where", "rater", code=2)
    told = messages(words, *LONG, "--where", "rater=ann", "--where", "rater=ben", "--ci", "none")
    assert "12 of 16 rows are used" in told
    results = agree(words, *LONG, "--where", "rater=ann", "--where", "rater=ben", "--ci", "none")
    assert figure(results, "cohen_kappa")["n_items"] == 6


def test_units_with_few_ratings(words):
    results = agree(words, *LONG, "--min-ratings", 3, "--ci", "none")
    assert figure(results, "percent_agreement")["n_items"] == 4 and figure(results, "percent_agreement")["n_ratings"] == 12
    assert "2 units with too few ratings are left out" in messages(words, *LONG, "--min-ratings", 3)
    assert figure(agree(words, *LONG, "--min-ratings", 4), "krippendorff_alpha")["reason"] == "no_ratings"
    messages(words, *LONG, "--min-ratings", -1, code=2)


# --- outputs --------------------------------------------------------------------------------------------------------

def test_terminal_table(words, numbers):
    text = run("agree", words, *LONG, "--resamples", 100).stdout.decode()
    for line in ("krippendorff_alpha nominal", "  anger", "  without ann", "percent_agreement", "fleiss_kappa", "gwet_ac1", "conger_kappa", "others"):
        assert line in text, line
    assert "2 other" not in text and "\x1b" not in text
    text = run("agree", numbers, *LONG, "--resamples", 100).stdout.decode()
    assert "units that every rater rated only: 4 of 6" in text and "pearson" in text and "ccc" in text


def test_forms(words):
    markdown = run("agree", words, *LONG, "--format", "markdown", "--ci", "none").stdout.decode()
    assert markdown.startswith("| ") and "| krippendorff\\_alpha nominal |" in markdown
    latex = run("agree", words, *LONG, "--format", "latex", "--ci", "none").stdout.decode()
    assert latex.startswith("\\begin{tabular}") and "fleiss\\_kappa" in latex
    assert run("agree", words, *LONG, "--format", "json").stdout == run("agree", words, *LONG, "--json").stdout
    assert "did you mean 'latex'?" in messages(words, *LONG, "--format", "latx", code=2)


def test_folder_of_results(tmp_path, words):
    done = run("agree", words, *LONG, "--resamples", 100, "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["report.html", "result.json"]
    assert f"results in {tmp_path}/out/result.json and {tmp_path}/out/report.html\n" in done.stderr.decode()
    assert json.loads((tmp_path / "out/result.json").read_text())["results"] == agree(words, *LONG, "--resamples", 100)
    assert "krippendorff_alpha" in (tmp_path / "out/report.html").read_text()


def test_same_figures_for_threads_and_seeds(words, numbers):
    for table in (words, numbers):
        one = run("agree", table, *LONG, "--json", "--threads", 1, "--resamples", 2000).stdout
        assert one == run("agree", table, *LONG, "--json", "--threads", 2, "--resamples", 2000).stdout
        assert one != run("agree", table, *LONG, "--json", "--seed", 9, "--resamples", 2000).stdout


def test_intervals(words):
    assert figure(agree(words, *LONG, "--ci", "none"), "krippendorff_alpha")["ci"] is None
    for method in ("percentile", "bca"):
        row = figure(agree(words, *LONG, "--ci", method, "--resamples", 500), "krippendorff_alpha")
        assert row["ci_method"] == method and row["ci"][0] <= row["value"] <= row["ci"][1] and row["resamples"] == 500
    assert "did you mean 'bca'?" in messages(words, *LONG, "--ci", "bc", code=2)


def read_back(path, tmp_path):
    """The rows of a table, lists as lists."""
    rows = tmp_path / "back.jsonl"
    run("data", "convert", path, rows, "--force")
    found = [json.loads(line) for line in rows.read_text().splitlines()]
    for row in found:
        if isinstance(row.get("tie"), str):
            row["tie"] = json.loads(row["tie"]) if row["tie"] else None
    return found


@pytest.mark.parametrize("ending", ["parquet", "csv", "tsv", "jsonl"])
def test_consensus_of_labels(tmp_path, words, ending):
    """u3 and u6 have one joy and one fear."""
    for method in ("majority", "dawid_skene"):
        file = tmp_path / f"{method}.{ending}"
        told = messages(words, *LONG, "--ci", "none", "--consensus", method, "--consensus-output", file)
        rows = read_back(file, tmp_path)
        assert [row["item"] for row in rows] == ["u1", "u2", "u3", "u4", "u5", "u6"]
        assert [rows[at]["label"] for at in (1, 3, 4)] == ["fear", "anger", "joy"]
        assert [float(rows[0][f"share.{label}"]) for label in ("anger", "fear", "joy")] == pytest.approx([0, 1 / 3, 2 / 3])
        if method == "dawid_skene":
            assert all(sum(float(row[f"posterior.{label}"]) for label in ("anger", "fear", "joy")) == pytest.approx(1) for row in rows)
        else:
            assert rows[0]["label"] == "joy" and [row["tie"] for row in rows] == [None, None, ["fear", "joy"], None, None, ["fear", "joy"]]
            assert not rows[2]["label"] and f"consensus: majority of 6 units, 2 tied (no label), in {file}\n" in told
    file = tmp_path / f"first.{ending}"
    told = messages(words, *LONG, "--ci", "none", "--ties", "first", "--consensus-output", file)
    assert [row["label"] for row in read_back(file, tmp_path)] == ["joy", "fear", "fear", "anger", "joy", "fear"]
    assert "2 tied (the first of the tied labels taken)" in told


@pytest.mark.parametrize("ending", ["parquet", "csv", "tsv", "jsonl"])
def test_consensus_of_numbers(tmp_path, numbers, ending):
    # u1: 1, 1, 2.5; by hand mean 1.5, median 1.
    for method, wanted in (("mean", 1.5), ("median", 1), ("ewe", None)):
        file = tmp_path / f"{method}.{ending}"
        messages(numbers, *LONG, "--ci", "none", "--consensus", method, "--consensus-output", file)
        row = read_back(file, tmp_path)[0]
        assert row["item"] == "u1" and int(row["n"]) == 3 and float(row["sd"]) == pytest.approx(0.75**0.5)
        assert 1 < float(row["value"]) < 2.5 if wanted is None else float(row["value"]) == wanted
    assert "consensus: ewe of 6 units; --consensus-output writes it" in messages(numbers, *LONG, "--ci", "none", "--consensus", "ewe")


def test_consensus_of_sets(tmp_path):
    rows = [{"item": "u1", "rater": "ann", "label": ["joy", "fear"]}, {"item": "u1", "rater": "ben", "label": ["joy"]}, {"item": "u2", "rater": "ann", "label": []},
            {"item": "u2", "rater": "ben", "label": ["joy"]}]
    table = write_jsonl(tmp_path / "sets.jsonl", rows)
    told = messages(table, *LONG, "--level", "set", "--ci", "none", "--consensus-output", tmp_path / "gold.jsonl")
    assert "2 tied (such labels are left out)" in told
    assert [row["labels"] for row in read_back(tmp_path / "gold.jsonl", tmp_path)] == [["joy"], []]
    assert [row["note"] for row in agree(table, *LONG, "--level", "set", "--ci", "none")[:2]] == ["MASI distance", "Jaccard distance"]


def test_consensus_that_cannot_be(tmp_path, words, numbers):
    assert "did you mean 'median'?" in messages(words, *LONG, "--consensus", "medain", code=2)
    messages(words, *LONG, "--consensus", "ewe", code=1)
    messages(numbers, *LONG, "--consensus", "majority", code=1)
    assert "raters" in messages(numbers, "--unit", "item", "--value", "label", "--consensus", "ewe", code=1)
    assert "ends in none of" in messages(words, *LONG, "--consensus-output", tmp_path / "gold.xlsx", code=2)
    messages(words, *LONG, "--consensus-output", tmp_path / "no/such/folder/gold.csv", code=1)


# --- what a person reads --------------------------------------------------------------------------------------------

def test_many_raters_do_not_flood_the_table(tmp_path):
    rng = random.Random(1)
    rows = [{"item": f"u{unit}", "rater": f"r{rater:02d}", "label": unit % 3 if rng.random() < 0.8 else rng.randrange(3)} for unit in range(60) for rater in range(25)]
    table = write(tmp_path / "many.csv", csv_of(rows))
    arguments = [table, *LONG, "--level", "nominal", "--resamples", 50]
    text = run("agree", *arguments, "-o", tmp_path / "out").stdout.decode()
    assert text.count("without r") == 2 and "lowest of 25: without r" in text and "highest of 25: without r" in text
    kept = json.loads((tmp_path / "out/result.json").read_text())["results"]
    assert len(figure(kept, "krippendorff_alpha")["per_rater"]) == 25
    assert (tmp_path / "out/report.html").read_text().count("without r24") > 0


def test_suspicious_raters_are_warned_of(tmp_path):
    rng = random.Random(2)
    rows = []
    for unit in range(80):
        truth = rng.choice(["joy", "fear", "anger"])
        rows += [{"item": f"u{unit}", "rater": rater, "label": truth if rng.random() < 0.8 else "joy"} for rater in ("ann", "ben", "cem")]
        rows.append({"item": f"u{unit}", "rater": "lazy", "label": "neutral"})
    told = messages(write(tmp_path / "lazy.csv", csv_of(rows)), *LONG, "--ci", "none")
    assert "warning: rater 'lazy': " in told and "rater 'ann'" not in told


def test_raters_against_the_others(words):
    """By hand, the share of the others that say the same, ann: u1 1/2, u2 1, u3 0, u4 1, u5 1, u6 0."""
    row = figure(agree(words, *LONG, "--ci", "none"), "percent_agreement", against="others")
    assert row["per_rater"]["ann"]["value"] == pytest.approx(3.5 / 6) and row["n_ratings"] == 16
    assert row["value"] == pytest.approx(sum(part["value"] for part in row["per_rater"].values()) / 3)


# --- bad input ------------------------------------------------------------------------------------------------------

def reasons(results):
    return {row["metric"]: row["reason"] for row in results}


def test_one_rater(tmp_path, words):
    results = agree(words, *LONG, "--where", "rater=ann")
    assert all(row["value"] is None and row["ci"] is None for row in results)
    assert set(reasons(results).values()) <= {"too_few", "one_rater"} and reasons(results)["conger_kappa"] == "one_rater"
    assert "there is only one rater" in run("agree", words, *LONG, "--where", "rater=ann").stdout.decode()


def test_one_unit(words, numbers):
    results = agree(words, *LONG, "--where", "item=u1")
    assert reasons(results)["krippendorff_alpha"] == "too_few" and figure(results, "percent_agreement")["value"] == pytest.approx(1 / 3)
    assert reasons(agree(numbers, *LONG, "--where", "item=u1"))["icc_2_1"] == "too_few"


def test_one_category(tmp_path, words):
    results = agree(words, *LONG, "--where", "label=joy")
    assert reasons(results)["krippendorff_alpha"] == "constant" and reasons(results)["fleiss_kappa"] == "constant"
    assert figure(results, "percent_agreement")["value"] == 1
    same = write(tmp_path / "same.csv", "item,rater,label\n" + "".join(f"u{u},{r},3\n" for u in range(9) for r in "ab"))
    assert set(reasons(agree(same, *LONG)).values()) <= {"constant"} | {None}


def test_nothing_but_missing(tmp_path):
    table = write(tmp_path / "empty.csv", "item,rater,label\nu1,ann,\nu2,ben,NA\nu2,ann, \n")
    results = agree(table, *LONG, "--missing", "NA")
    assert results and all(row["value"] is None and row["reason"] == "no_ratings" for row in results)
    assert "there is no rating" in run("agree", table, *LONG, "--missing", "NA").stdout.decode()


def test_labels_outside_the_scheme(tmp_path, words):
    table = write(tmp_path / "out.csv", words.read_text() + "u5,dan,hapiness\nu6,dan,bored\nu5,eve,bored\n")
    told = messages(table, *LONG, "--scheme", "ekman7", code=1)
    assert "row 17, column label: unknown label of scheme ekman7 'hapiness'" in told and "2 values of 3 ratings are outside" in told
    told = messages(table, *LONG, "--scheme", "ekman7", "--on-outside", "drop", "--ci", "none")
    assert "3 ratings outside the scheme are left out: 'hapiness' (1), 'bored' (2)" in told
    dropped = figure(agree(table, *LONG, "--scheme", "ekman7", "--on-outside", "drop", "--ci", "none"), "krippendorff_alpha")
    assert dropped["value"] == pytest.approx(alpha(words, *LONG)) and dropped["per_label"]["disgust"]["reason"] == "no_support"
    assert "did you mean 'ekman7'?" in messages(words, *LONG, "--scheme", "ekman", code=2)
    assert "did you mean 'interval'?" in messages(words, *LONG, "--level", "intervall", code=2)


@pytest.mark.parametrize("cell", ["nan", "inf", "-Infinity", "1e999"])
def test_no_finite_number(tmp_path, numbers, cell):
    table = write(tmp_path / "odd.csv", numbers.read_text() + f"u6,cem,{cell}\n")
    assert f"row 17, column label: '{cell}' is no finite number; leave the cell empty" in messages(table, *LONG, "--level", "interval", code=1)
    assert alpha(table, *LONG, "--level", "interval", "--missing", cell) == alpha(numbers, *LONG)


def test_what_is_no_number(tmp_path, numbers):
    table = write(tmp_path / "odd.csv", numbers.read_text() + "u6,cem,high\n")
    assert "row 17, column label: 'high' is no number" in messages(table, *LONG, "--level", "interval", code=1)
    assert "'high' is no number, and other ratings are" in messages(table, *LONG, code=1)
    assert "the ordinal level needs a scheme of grades or the order" in messages(table, *LONG, "--level", "ordinal", code=2)
    assert "below 0" in messages(write(tmp_path / "low.csv", "item,rater,label\nu1,a,-1\nu1,b,2\n"), *LONG, "--level", "ratio", code=1)


def test_ratings_without_names(tmp_path):
    """No pairs, no raters, and a report all the same."""
    table = write(tmp_path / "counts.csv", "id,a,b\n1,2,1\n2,0,3\n3,1,1\n")
    results = agree(table, "--unit", "id", "--counts", "a,b", "--ci", "none", "-o", tmp_path / "out")
    assert reasons(results)["conger_kappa"] == "no_raters" and all(row["per_rater"] is None for row in results)
    assert "krippendorff_alpha" in (tmp_path / "out/report.html").read_text()


def test_a_rater_who_rates_twice(tmp_path, words):
    table = write(tmp_path / "twice.csv", words.read_text() + "u5,ann,fear\n")
    assert "rater 'ann' rates unit 'u5' twice (1 ratings are repeated)" in messages(table, *LONG, code=1)
    assert "1 ratings of a unit that its rater had rated already are left out" in messages(table, *LONG, "--on-twice", "first", "--ci", "none")
    assert alpha(table, *LONG, "--on-twice", "first") == alpha(words, *LONG)
    assert alpha(table, *LONG, "--on-twice", "last") != alpha(words, *LONG)
    counts = write(tmp_path / "counts.csv", "id,a,b\n1,2,1\n2,0,3\n1,1,1\n")
    assert "row 3: unit '1' stands in row 1 already" in messages(counts, "--unit", "id", "--counts", "a,b", code=1)


@pytest.mark.parametrize("cell", ["-1", "1.5", "many", "nan", "inf", "1e300"])
def test_odd_counts(tmp_path, cell):
    table = write(tmp_path / "counts.csv", f"id,joy,fear\n1,2,1\n2,{cell},3\n")
    assert "row 2, column joy: " in messages(table, "--unit", "id", "--counts", "joy,fear", code=1)


def test_no_table(tmp_path, words):
    assert "no such" in messages(tmp_path / "nothing.csv", *LONG, code=1).lower()
    assert "the file is empty" in messages(write(tmp_path / "empty.csv", ""), *LONG, code=1)
    assert "unknown column 'item'" in messages(write(tmp_path / "other.csv", "a,b\n1,2\n"), *LONG, code=2)
    assert set(reasons(agree(write(tmp_path / "head.csv", "item,rater,label\n"), *LONG)).values()) == {"no_ratings"}
    assert "did you mean 'label'?" in messages(words, "--unit", "item", "--rater", "rater", "--value", "labl", code=2)
    assert "which columns are ratings?" in messages(write(tmp_path / "who.csv", "item,who,label\nu1,ann,joy\n"), code=2)
    assert "units, raters and values in the columns item, rater, label" in messages(words, "--ci", "none", code=0)
    assert "exclude each other" in messages(words, *LONG, "--counts", "a,b", code=2)
    assert "a row without a rater" in messages(write(tmp_path / "none.csv", "item,rater,label\nu1,,joy\n"), *LONG, code=1)
    assert "a row without a unit" in messages(write(tmp_path / "unit.csv", "item,rater,label\n,ann,joy\n"), *LONG, code=1)


def test_rows_that_cannot_be_read(tmp_path, words):
    table = write(tmp_path / "ragged.csv", words.read_text() + "u7,ann\n")
    assert "row 17" in messages(table, *LONG, code=1)
    told = messages(table, *LONG, "--on-bad-row", "keep", "--ci", "none", code=3)
    assert "1 rows could not be read and are left out" in told


def test_as_many_categories_as_ratings(tmp_path):
    many = write(tmp_path / "many.csv", "item,rater,label\n" + "".join(f"u{i // 2},r{i % 2},c{i}\n" for i in range(100_000)))
    assert "100000 categories are more than 65,535: are they numbers?" in messages(many, *LONG, code=1)
    fewer = write(tmp_path / "fewer.csv", "item,rater,label\n" + "".join(f"u{i // 2},r{i % 2},c{i}\n" for i in range(60_000)))
    done = run("agree", fewer, *LONG, "--resamples", 20, preexec=bounded)
    assert "too many for a figure each" in done.stdout.decode() and "too many: a consensus of labels" in done.stderr.decode()
    messages(fewer, *LONG, "--ci", "none", "--consensus-output", tmp_path / "gold.csv", code=1)


def bounded():
    """At most 2 GB of addresses."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


def test_a_very_long_row(tmp_path):
    table = write(tmp_path / "long.csv", "item,rater,label\nu1,ann," + "x" * 20_000_000 + "\nu1,ben,joy\n")
    told = messages(table, *LONG, code=1)
    assert "has 20000000 bytes: a text is no label" in told and len(told) < 500
    for level in ("interval", "ordinal"):
        assert len(messages(table, *LONG, "--level", level, code=None)) < 500
    assert len(messages(table, *LONG, "--scheme", "ekman7", code=1)) < 1000


def test_cohens_kappa_of_two_raters_has_an_interval(tmp_path):
    """The interval of a plain loop over scikit-learn's kappa, but for chance."""
    import numpy
    from sklearn.metrics import cohen_kappa_score

    random = numpy.random.default_rng(4)
    first = random.integers(0, 3, 200)
    second = numpy.where(random.random(200) < .7, first, random.integers(0, 3, 200))
    table = write(tmp_path / "two.csv", "a,b\n" + "".join(f"{x},{y}\n" for x, y in zip(first, second)))
    for level, metric, weights in (("nominal", "cohen_kappa", None), ("ordinal", "cohen_kappa_quadratic", "quadratic")):
        row = figure(agree(table, "--raters", "a,b", "--level", level, "--resamples", "2000"), metric)
        assert row["value"] == pytest.approx(cohen_kappa_score(first, second, weights=weights), abs=1e-12)
        drawn = [random.integers(0, 200, 200) for _ in range(500)]
        low, high = numpy.quantile([cohen_kappa_score(first[d], second[d], weights=weights) for d in drawn], [.025, .975])
        assert row["ci"] == pytest.approx([low, high], abs=.04)
