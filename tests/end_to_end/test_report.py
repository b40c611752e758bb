"""The report of a job and of a finished file are one, small, and say what was counted."""

import collections
import json
import re
import subprocess
import sys

import pyarrow.parquet as pq
import pytest
from conftest import ROOT, run
from tables import write_csv


def data_of(page):
    text = page.read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="report-data">(.*?)</script>', text, re.S).group(1))
    for varying in ("made", "title", "inputs"):
        data.pop(varying)
    return data


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    lines = write_csv(folder / "in.csv", 6000).read_text().split("\n", 1)
    import csv
    rows = list(csv.reader(open(folder / "in.csv", newline="")))
    with open(folder / "in.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0] + ["published"])
        for number, row in enumerate(rows[1:]):
            writer.writerow(row + [f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}T10:00:00Z" if number % 50 else ""])
    for name in ("out.parquet", "out.csv", "out.jsonl"):
        run("label", folder / "in.csv", "--text", "title,body", "--raters", "vader,pattern", "-o", folder / name,
            "--report", folder / f"{name}.job.html", "--date", "published")
    return folder


def test_a_report_of_the_job_and_of_the_file_are_one(labelled):
    expected = data_of(labelled / "out.parquet.job.html")
    for name in ("out.parquet", "out.csv", "out.jsonl"):
        run("report", labelled / name, "-o", labelled / f"{name}.html", "--date", "published")
        assert data_of(labelled / f"{name}.job.html") == expected
        assert data_of(labelled / f"{name}.html") == expected


def test_it_says_what_is_in_the_table(labelled):
    data = data_of(labelled / "out.parquet.job.html")
    table = pq.read_table(labelled / "out.parquet").to_pylist()
    assert data["rows"] == len(table) == 6000
    columns = {column["column"]: column for column in data["columns"]}
    compounds = [row["title.vader.compound"] for row in table if row["title.vader.compound"] is not None]
    assert columns["title.vader.compound"]["mean"] == pytest.approx(sum(compounds) / len(compounds), abs=1e-6)
    assert columns["title.vader.compound"]["missing"] == 6000 - len(compounds)
    for label in columns["body.pattern.class"]["labels"]:
        assert label["count"] == sum(row["body.pattern.class"] == label["id"] for row in table)
    cross = next(c for c in data["crosses"] if c["rater"] == "vader")
    labels = cross["labels"]
    counted = [[sum((row["title.vader.class"], row["body.vader.class"]) == (a, b) for row in table) for b in labels] for a in labels]
    assert cross["counts"] == counted
    agreement = next(a for a in data["agreement"] if a["kind"] == "label" and a["source"] == "body")
    pairs = [(row["body.vader.class"], row["body.pattern.class"]) for row in table if row["body.vader.class"] is not None]
    assert agreement["equal"] == pytest.approx(sum(a == b for a, b in pairs) / len(pairs), abs=1e-6)
    assert sum(data["time"]["rows"]) + data["time"]["missing"] == 6000 and data["time"]["missing"] == 120
    assert data["time"]["unit"] == "week"
    by_row = {row["row"]: row for row in data["samples"]["rows"]}
    assert len(by_row) == 500
    for number, row in by_row.items():
        assert row["cells"]["title"] == table[number - 1]["title"]
        assert row["readings"][0]["values"]["compound"] == (None if row["cells"]["title"] is None else pytest.approx(table[number - 1]["title.vader.compound"], abs=1e-6))
    assert any(reading["evidence"] for row in by_row.values() for reading in row["readings"])


def test_no_rows_when_none_are_wanted(labelled, tmp_path):
    run("report", labelled / "out.parquet", "-o", tmp_path / "r.html", "--report-rows", "0")
    assert data_of(tmp_path / "r.html")["samples"]["rows"] == []
    assert "lovely" not in (tmp_path / "r.html").read_text()


def test_merged_shards_have_a_report(tmp_path):
    source = write_csv(tmp_path / "in.csv", 150000)
    for ending in ("csv", "parquet"):
        for shard in (1, 2):
            run("label", source, "--text", "body", "--raters", "vader", "-o", tmp_path / f"{shard}.{ending}", "--shard", f"{shard}/2")
        run("data", "merge", tmp_path / f"1.{ending}", tmp_path / f"2.{ending}", "-o", tmp_path / f"all.{ending}")
        run("report", tmp_path / f"all.{ending}")
    assert data_of(tmp_path / "all.report.html")["rows"] == 150000


def test_a_continued_job_reports_all_rows(tmp_path):
    import resource
    import subprocess
    from conftest import COMMAND
    source = write_csv(tmp_path / "in.csv", 300000)
    command = [COMMAND, "label", source, "--text", "body", "--raters", "vader", "-o", tmp_path / "o.csv", "--report", tmp_path / "r.html"]
    stopped = subprocess.run(command, capture_output=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (15_000_000, 15_000_000)))
    assert stopped.returncode == 1
    subprocess.run(command, check=True, capture_output=True)
    assert json.loads((tmp_path / "o.csv.summary.json").read_text())["rows_of_earlier_runs"] > 0
    assert data_of(tmp_path / "r.html")["rows"] == 300000


def test_long_texts_keep_the_page_small(tmp_path):
    with open(tmp_path / "in.csv", "w") as file:
        file.write("body\n")
        for number in range(3000):
            file.write(f"{number} " + "good bad lovely awful " * 200 + "\n")
    run("label", tmp_path / "in.csv", "--text", "body", "--raters", "vader,pattern", "-o", tmp_path / "o.parquet", "--report", tmp_path / "r.html")
    assert (tmp_path / "r.html").stat().st_size < 3_000_000
    assert len(data_of(tmp_path / "r.html")["samples"]["rows"]) > 50


def test_other_tables_have_no_report(tmp_path):
    source = write_csv(tmp_path / "in.csv", 100)
    assert b"summary" in run("report", source, code=1).stderr
    run("label", source, "--text", "body", "--long", "-o", tmp_path / "long.parquet")
    assert b"long layout" in run("report", tmp_path / "long.parquet", code=1).stderr
    assert b"did you mean 'title'" in run("label", source, "--text", "body", "-o", tmp_path / "x.csv", "--report", tmp_path / "x.html", "--date", "titel", code=2).stderr


def test_other_languages_are_warned_of(tmp_path):
    spanish = "Qué día tan bonito, nos quedamos toda la tarde en la playa con los amigos de siempre."
    english = "What a lovely day, we stayed at the beach with our old friends for the whole afternoon."
    with open(tmp_path / "in.csv", "w") as file:
        file.write("body\n" + "".join(f'"{spanish if number % 3 == 0 else english}"\n' for number in range(300)))
    done = run("label", tmp_path / "in.csv", "--text", "body", "--raters", "vader", "-o", tmp_path / "o.parquet", "--report", tmp_path / "r.html", "--detect-language")
    assert "warning: 3" in done.stderr.decode() and "Spanish" in done.stderr.decode()
    assert any("Spanish" in warning for warning in data_of(tmp_path / "r.html")["warnings"])
    codes = pq.read_table(tmp_path / "o.parquet")["body.language"].to_pylist()
    assert codes == ["es" if number % 3 == 0 else "en" for number in range(300)]


def test_the_example_is_what_its_script_and_its_command_make(tmp_path):
    """examples/videos: the table is the script's, and the page shows what labelling it gives today."""
    example = ROOT / "examples/videos"
    made = subprocess.run([sys.executable, example / "make_videos.py"], check=True, capture_output=True).stdout
    assert made == (example / "videos.csv").read_bytes()
    run("label", example / "videos.csv", "--text", "title,description", "--raters", "vader,pattern", "-o", tmp_path / "o.parquet",
        "--report", tmp_path / "r.html", "--report-rows", "100", "--date", "published")
    assert data_of(tmp_path / "r.html") == json.loads((example / "report_data.json").read_text())


def has_text():
    models = json.loads(run("doctor", "--json").stdout)["models"]
    return any(model["rater"] == "text" and model["here"] for model in models)


@pytest.fixture(scope="module")
def videos(tmp_path_factory):
    """The first rows of examples/videos with the model's ratings: six attributes each."""
    if not has_text():
        pytest.skip("the model text is not here")
    folder = tmp_path_factory.mktemp("videos")
    run("label", ROOT / "examples/videos/videos.csv", "--text", "title,description", "--raters", "vader,pattern,text", "--limit", "300",
        "-o", folder / "o.parquet", "--report", folder / "r.html", "--date", "published")
    return folder


def test_emotions_in_the_report(videos):
    """Labels with their mean probabilities, over time, and no column for each of 38 probabilities."""
    data, table = data_of(videos / "r.html"), pq.read_table(videos / "o.parquet").to_pylist()
    columns = {column["column"]: column for column in data["columns"]}
    assert not any("goemotions28." in column or column.endswith(".confidence") for column in columns)
    for name in ("title.text.goemotions28", "description.text.ekman7"):
        rated = [row for row in table if row[name] is not None]
        for label in columns[name]["labels"]:
            held = [label["id"] in row[name] if isinstance(row[name], list) else row[name] == label["id"] for row in rated]
            probabilities = [row[f"{name}.{label['id']}"] for row in rated]
            assert label["count"] == sum(held)
            assert label["mean_probability"] == pytest.approx(sum(probabilities) / len(rated), abs=1e-5)
    series = {one["column"]: one for one in data["time"]["series"]}
    many = series["title.text.goemotions28"]
    assert sum(many["rated"]) == 300 and many["labels"] == [label["id"] for label in columns["title.text.goemotions28"]["labels"]]
    assert [sum(counts) for counts in many["counts"]] == [label["count"] for label in columns["title.text.goemotions28"]["labels"]]
    for row in data["samples"]["rows"]:
        reading = next(one for one in row["readings"] if (one["source"], one["rater"]) == ("title", "text"))
        labels = [label["id"] for label in columns["title.text.ekman7"]["labels"]]
        truth = [table[row["row"] - 1][f"title.text.ekman7.{label}"] for label in labels]
        assert reading["probabilities"]["ekman7"] == pytest.approx(truth, abs=6e-4)
    run("report", videos / "o.parquet", "-o", videos / "again.html", "--date", "published")
    assert data_of(videos / "again.html")["columns"] == data["columns"]


def test_six_attributes(videos):
    """examples/six_attributes prints the share of every class among the rows that have the text."""
    from conftest import COMMAND
    program = str(COMMAND).rsplit("/", 1)[0] + "/six_attributes"
    printed = subprocess.run([program, videos / "o.parquet", "title", "description"], check=True, capture_output=True, text=True).stdout
    table = pq.read_table(videos / "o.parquet").to_pylist()
    for column in (f"{source}.{name}" for source in ("title", "description") for name in ("vader.class", "pattern.opinion", "text.ekman7")):
        counts = collections.Counter(row[column] for row in table if row[column] is not None)
        lines = printed.split(f"{column}, {sum(counts.values())} rows\n", 1)[1].split("\n")[: len(counts)]
        assert {line.split()[0]: line.split()[1] for line in lines} == {label: f"{100 * count / sum(counts.values()):.2f}" for label, count in counts.items()}


def test_a_report_with_emotions_keeps_its_size(tmp_path):
    """Two texts, three raters, a full sample of 500 rows: below 3 MB. (Beyond the sample a table's length adds nothing.)"""
    if not has_text():
        pytest.skip("the model text is not here")
    run("label", ROOT / "examples/videos/videos.csv", "--text", "title,description", "--raters", "vader,pattern,text", "--limit", "1500",
        "-o", tmp_path / "o.parquet", "--report", tmp_path / "r.html", "--date", "published")
    assert (tmp_path / "r.html").stat().st_size < 3_000_000
    assert len(data_of(tmp_path / "r.html")["samples"]["rows"]) > 200
