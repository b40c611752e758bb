"""`openaffect evaluate --benchmark`: the reference values of recorded answers, twins of the benchmarks on made-up data with
figures computed by hand, a benchmark file of one's own, raters on the catalogue, and what is said of bad input."""

import csv
import json
import re

import pytest

from conftest import ROOT, run

FAST = ["--resamples", "200"]
EMOTIONS = ["anger", "fear", "joy", "sadness"]


def evaluate(*arguments, **more):
    return json.loads(run("evaluate", *arguments, *FAST, "--json", **more).stdout)["results"]


def table(rows, system=None):
    """{(task, label, metric): row} of one system."""
    return {(row["task"], row["label"], row["metric"]): row for row in rows if system in (None, row["system"])}


def text(*arguments, **more):
    done = run("evaluate", *arguments, *FAST, **more)
    return done.stdout.decode(), done.stderr.decode()


def jsonl(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


# --- AEB ------------------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def aeb(data):
    return evaluate(data / "text/aeb", "--benchmark", "aeb")


# spec/01, 1.7: what others computed from the same recorded answers, to the digits printed there.
RECORDED = {
    "Emollama-7b": {"EI-reg": [.821, .819, .836, .812], "EI-oc": [.740, .722, .772, .751], "V-reg": .879, "V-oc": .843,
                    "E-c": [.582, .694, .559], "V-A": .718, "V-T": .725},
    "Emollama-chat-13b": {"EI-reg": [.829, .837, .844, .820], "EI-oc": [.756, .765, .779, .756], "V-reg": .887, "V-oc": .857,
                          "E-c": [.577, .695, .548]},
}


@pytest.mark.parametrize("system", sorted(RECORDED))
def test_aeb_recorded_answers_have_their_reference_values(aeb, system):
    rows, wanted = table(aeb, system), RECORDED[system]
    for task in ("EI-reg", "EI-oc"):
        values = [rows[task, emotion, "pearson"]["value"] for emotion in EMOTIONS]
        assert values == pytest.approx(wanted[task], abs=.0005)
        assert rows[task, None, "pearson"]["value"] == pytest.approx(sum(values) / 4, abs=1e-12)  # the mean of four, not pooled
        assert rows[task, None, "pearson"]["n_items"] == 4068
    for task in ("V-reg", "V-oc", "V-A", "V-T"):
        if task in wanted:
            assert rows[task, None, "pearson"]["value"] == pytest.approx(wanted[task], abs=.0005)
    values = [rows["E-c", None, metric]["value"] for metric in ("jaccard", "micro_f1", "macro_f1")]
    assert values == pytest.approx(wanted["E-c"], abs=.0005)
    assert {row["metric"] for row in rows.values()} == {"pearson", "accuracy", "jaccard", "micro_f1", "macro_f1"}


def test_aeb_rows_stand_beside_the_papers(aeb):
    rows = table(aeb, "Emollama-chat-13b")
    row = rows["EI-reg", None, "pearson"]
    assert row["published"] == .831 and row["published_difference"] == pytest.approx(row["value"] - .831)
    assert row["ci"][0] < row["value"] < row["ci"][1] and row["n_items"] == 4068
    assert len(rows) == 10 + 2 + 3 + 4 + 3 + 1 + 2 + 2 + 2  # EI: mean and four; V; E-c; VADER's four; EmoBank; SST; SST5; TDT; GoEmotions
    assert all(row["published"] is not None for row in rows.values())
    for task in ("V-A", "V-M", "V-NYT", "V-T"):
        assert "prompted" in rows[task, None, "pearson"]["note"]
    assert "prompted" in rows["EmoBank", "valence", "pearson"]["note"] and "note" not in rows["SST", None, "pearson"]


def test_aeb_answers_that_are_none_are_counted_and_left_out_of_correlations(aeb):
    rows = table(aeb, "Emollama-7b")
    valence = rows["EmoBank", "valence", "pearson"]
    assert valence["answers"] == {"ok": 328, "out_of_range": 672, "no_number": 0, "no_answer": 0} and valence["n_items"] == 328
    accuracy = rows["TDT", None, "accuracy"]
    assert accuracy["answers"]["out_of_range"] == 45 and accuracy["n_items"] == 692


def test_aeb_tasks_without_a_file_are_absent(aeb):
    rows = table(aeb, "Emollama-chat-7b")
    absent = {task for (task, _, _), row in rows.items() if row["reason"] == "absent"}
    assert absent == {"EI-reg", "EI-oc", "V-reg", "V-oc", "E-c", "V-A", "V-M", "V-NYT", "V-T", "EmoBank", "SST", "SST5", "TDT"}
    assert rows["GoEmotions", None, "jaccard"]["value"] is not None
    assert rows["EI-reg", None, "pearson"]["published"] == .824 and rows["EI-reg", None, "pearson"]["value"] is None


def test_aeb_prints_the_papers_two_tables_with_ours_among_the_rows(data):
    out, err = text(data / "text/aeb", "--benchmark", "aeb", "--ci", "none")
    first, second = re.split(r"^Published: ", out, flags=re.M)[1:]
    assert first.startswith("Liu et al. 2024, results on AEB-1\n") and second.startswith("Liu et al. 2024, results on AEB-2\n")
    assert first.splitlines()[1].split() == ["system", "EI-reg", "ang", "fear", "joy", "sad", "EI-oc", "ang", "fear", "joy", "sad",
                                             "V-reg", "V-oc", "E-c", "acc", "[1]", "miF1", "maF1"]
    lines = first.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("EmoLLaMA-chat-13B "))
    assert lines[at + 1].split()[:7] == ["Emollama-chat-13b", "(here)", "0.832", "0.829", "0.837", "0.844", "0.820"]
    assert second.splitlines()[1].startswith("system") and "V-NYT [1]" in second and second.count("prompted") == 1
    assert out.count("prompted with the range") == 2  # once below the figures, once below the table
    assert "Answers that are none of the task\n" in out and err == ""
    assert max(map(len, out.split("Notes\n")[0].splitlines())) < 200


def aeb_row(task, text_, true, prediction, emotion=""):
    ending = f" Emotion E: {emotion}. Intensity Class: " if emotion else " Intensity Class: "
    return {"input": f"Human: \nTask: judge. Tweet: {text_}{ending}", "true_value": true, "prediction": prediction, "ds_type": task}


def test_aeb_twin(tmp_path):
    """TDT: gold 1 0 -1 1 0, said 1, 0, 2 (out), nothing, -1: 2 of 5 right. F1 of negative 0 (one said, none right), neutral 1/1 and
    1/2: 2/3, positive 1/1 and 1/2: 2/3; their mean 4/9. EI-oc of anger alone: gold 0 1 2 3, said 0, 1, 3, "none": r of (0 1 2) and (0 1 3)
    = 3 / sqrt(2 · 14/3) = .98198."""
    tdt = [("1: positive", "1"), ("0: neutral", "0"), ("-1: negative", "2"), ("1: positive", "hard to say"), ("0: neutral", "-1: negative")]
    jsonl(tmp_path / "TDT/m.jsonl", [aeb_row("TDT", f"t{i}", gold, said) for i, (gold, said) in enumerate(tdt)])
    anger = [("0: no anger", "0"), ("1: low", "1: low amount"), ("2: moderate", "3"), ("3: high", "none")]
    jsonl(tmp_path / "EI-oc/m.jsonl", [aeb_row("EI-oc", f"t{i}", gold, said, "anger") for i, (gold, said) in enumerate(anger)])
    rows = table(evaluate(tmp_path, "--benchmark", "aeb"))
    assert rows["TDT", None, "accuracy"]["value"] == pytest.approx(2 / 5) and rows["TDT", None, "macro_f1"]["value"] == pytest.approx(4 / 9)
    assert rows["TDT", None, "accuracy"]["answers"] == {"ok": 3, "out_of_range": 1, "no_number": 1, "no_answer": 0}
    anger = rows["EI-oc", "anger", "pearson"]
    assert anger["value"] == pytest.approx(3 / (2 * 14 / 3) ** .5) and anger["n_items"] == 3
    assert rows["EI-oc", None, "pearson"]["reason"] == "absent" and rows["EI-oc", "joy", "pearson"]["reason"] == "absent"
    assert rows["SST", None, "pearson"]["reason"] == "absent" and rows["SST", None, "pearson"]["n_items"] == 0
    assert b"m does not have the items of the whole benchmark: TDT 5 of 692" in run("evaluate", tmp_path, "--benchmark", "aeb", *FAST).stderr
    run("evaluate", tmp_path, "--benchmark", "aeb", "-o", tmp_path / "out", *FAST)
    samples = [json.loads(line) for line in (tmp_path / "out/samples.jsonl").read_text().splitlines()]
    assert [s["status"] for s in samples if s["task"] == "TDT"] == ["ok", "ok", "out_of_range", "no_number", "ok"]
    assert [s["raw"] for s in samples if s["task"] == "EI-oc"] == ["0", "1: low amount", "3", "none"]


# --- preference bias ------------------------------------------------------------------------------------------------

STRATEGIES = ["question", "restatement_or_paraphrasing", "reflection_of_feelings", "self_disclosure", "affirmation_and_reassurance",
              "providing_suggestions", "information", "others"]


def test_esc_preference_has_its_reference_values(data):
    """spec/02, 2.6."""
    rows = table(evaluate(data / "dialogue/esc_predictions/results.json", "--benchmark", "esc-preference"))
    value = {metric: row["value"] for (task, _, metric), row in rows.items() if task == "strategy"}
    assert value == pytest.approx({"macro_f1": .2189048537, "preference_bias": .7665764574, "weighted_f1": .2249805977, "accuracy": .2445685909},
                                  abs=1e-10)
    f1, preference = (rows["strategy", None, metric]["per_label"] for metric in ("macro_f1", "preference_bias"))
    assert list(f1) == STRATEGIES and list(preference) == STRATEGIES
    assert [f1[s]["value"] for s in STRATEGIES] == pytest.approx([.165899, .068493, .214689, .239482, .301339, .288262, .123348, .349727], abs=1e-6)
    assert [preference[s]["value"] for s in STRATEGIES] == pytest.approx(
        [.632247, .310199, 1.020601, .479233, 2.535954, 1.914607, .218779, .888380], abs=1e-6)
    low, high = rows["strategy", None, "preference_bias"]["ci"]
    assert low < .7665764574 < high and f1["question"]["ci"][0] < f1["question"]["value"]
    assert rows["response", None, "bleu_2"]["value"] > 1  # 0..100, as in the paper's table
    out, _ = text(data / "dialogue/esc_predictions/results.json", "--benchmark", "esc-preference", "--ci", "none")
    published = out.split("table 2\n")[1]
    assert published.split("\n")[0].split() == ["system", "Q", "B", "B-2", "B-4", "R-L", "METEOR", "CIDEr", "D-1", "D-2"]
    assert re.search(r"^ChatGPT 0-shot +0\.1350 +1\.38 +6\.27 +1\.16 ", published, re.M)
    assert re.search(r"^results \(here\) +0\.2189 +0\.77 +4\.43 ", published, re.M)


def test_esc_preference_twin(tmp_path):
    """Gold q i i q i, said q q q i i (question, information): q won twice, i once, so p_q = 2 p_i; the six others took no part and
    have the geometric mean of the two, 1: p = (√2, 1/√2, 1, …) brought to the mean 1. Both F1 are 2·1/(2 + 3)."""
    pairs = [("Question", "Question"), ("Information", "Question"), ("Information", "Question"), ("Question", "Information"), ("Information", "Information")]
    items = [{"sample_id": i, "context": "c", "res_gold": "a b", "res_pred": "a b", "strg_gold": gold, "strg_pred": said}
             for i, (gold, said) in enumerate(pairs)]
    (tmp_path / "twin.json").write_text(json.dumps(items))
    rows = table(evaluate(tmp_path / "twin.json", "--benchmark", "esc-preference"))
    assert rows["strategy", None, "accuracy"]["value"] == .4 and rows["strategy", None, "macro_f1"]["value"] == pytest.approx(.4)
    p = [2 ** .5, .5 ** .5] + 6 * [1]
    p = [8 * each / sum(p) for each in p]
    bias = rows["strategy", None, "preference_bias"]
    assert bias["value"] == pytest.approx((sum((each - 1) ** 2 for each in p) / 8) ** .5)
    assert bias["per_label"]["question"]["value"] == pytest.approx(p[0]) and bias["per_label"]["others"]["value"] == pytest.approx(p[2])
    assert rows["response", None, "rouge_l"]["value"] == pytest.approx(1)


# --- raters on the catalogue ----------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def store(data, tmp_path_factory):
    """A store of its own with the sets, made from the files of OPENAFFECT_DATA."""
    cache = tmp_path_factory.mktemp("cache")
    env = {"XDG_CACHE_HOME": str(cache), "OPENAFFECT_DATA": str(data)}
    run("data", "fetch", "emobank", "goemotions", "vader-sets", "tweeteval", "sst", environment=env)
    return env


def test_raters_on_the_catalogue(store):
    rows = table(evaluate("--benchmark", "vader-sets", "--rater", "vader", environment=store))
    assert [rows[task, None, "pearson"]["value"] for task in ("tweets", "amazon", "movies", "nyt")] == pytest.approx(
        [.8722, .5896, .4274, .5029], abs=.00005)
    assert rows["tweets", None, "pearson"]["published"] == .881 and rows["tweets", None, "pearson"]["n_items"] == 4200
    rows = table(evaluate("--benchmark", "vader-sets", "--rater", "pattern", environment=store))
    assert rows["movies", None, "pearson"]["published"] == .4093  # TextBlob's numbers are pattern's
    rows = table(evaluate("--benchmark", "emobank", "--rater", "vader", environment=store))
    assert rows["vad", "valence", "pearson"]["n_items"] == 1000 and rows["vad", "valence", "pearson"]["value"] > .4
    assert {label: row["reason"] for (_, label, metric), row in rows.items() if metric == "pearson"} == {
        None: "not_rated", "valence": None, "arousal": "not_rated", "dominance": "not_rated"}
    rows = table(evaluate("--benchmark", "tweeteval", "--rater", "vader", environment=store))
    assert rows["sentiment", None, "balanced_accuracy"]["n_items"] == 12284 and rows["irony", "irony", "f1"]["reason"] == "not_rated"


def test_metrics_that_papers_do_not_report_are_printed_when_asked_for(store):
    metrics = lambda *more: [row["metric"] for row in evaluate("--benchmark", "vader-sets", "--rater", "vader", "--ci", "none", *more, environment=store)]
    assert metrics() == ["pearson"] * 4
    assert metrics("--metric", "all") == ["pearson", "spearman", "ccc"] * 4
    assert metrics("--metric", "rmse,ccc") == ["rmse", "ccc"] * 4
    error = run("evaluate", "--benchmark", "vader-sets", "--rater", "vader", "--metric", "pearsn", environment=store, code=2).stderr
    assert b"did you mean 'pearson'?" in error


# --- a benchmark of one's own ---------------------------------------------------------------------------------------

def example():
    return re.search(r"```json\n(.*?)```", (ROOT / "docs/benchmark_files.md").read_text(), re.S)[1]


def own(folder):
    """The page's example and a table for it. mood: gold n p p n, said n p n n: 3 of 4 right; F1 of negative 2·2/(3 + 2) = 4/5, of
    positive 2·1/(1 + 2) = 2/3, neutral nowhere: mean 11/15. topic: {price}: same; {service, taste} and {service}: 1/2; {} and {}: 1;
    {price} and {}: 0; mean 5/8. valence: gold 1 5 9, arousal 1 2 3 said 2 2 2 (no r)."""
    (folder / "my.json").write_text(example())
    (folder / "sys.csv").write_text(
        "id,comment,split,gold_mood,mood,gold_topics,topics,gold_valence,valence,gold_arousal,arousal\n"
        'a,too dear,test,negative,negative,price,price,1,1,1,2\n'
        'b,lovely,test,positive,positive,"service, taste",service,5,5,2,2\n'
        'c,well well,test,positive,negative,[],[],9,9,3,2\n'
        'd,never again,train,negative,negative,price,"",4,8,3,77\n')
    return folder


def test_the_pages_example_is_scored(tmp_path):
    own(tmp_path)
    rows = table(evaluate(tmp_path / "sys.csv", "--benchmark", tmp_path / "my.json"))
    assert rows["mood", None, "macro_f1"]["value"] == pytest.approx(11 / 15)
    assert rows["mood", "negative", "f1"]["value"] == pytest.approx(4 / 5)
    assert rows["topic", None, "jaccard"]["value"] == pytest.approx(5 / 8)
    assert rows["point", "valence", "ccc"]["value"] == pytest.approx(1) and rows["point", "valence", "ccc"]["n_items"] == 3
    assert rows["point", "arousal", "pearson"]["reason"] == "constant" and rows["point", None, "pearson"]["reason"] == "constant"
    assert ("mood", None, "accuracy") not in rows
    assert table(evaluate(tmp_path / "sys.csv", "--benchmark", tmp_path / "my.json", "--metric", "all"))["mood", None, "accuracy"]["value"] == .75
    out, err = text(tmp_path / "sys.csv", "--benchmark", tmp_path / "my.json")
    assert "Published: Author 2025, table 2" in out and re.search(r"^BERT +0\.71 +0\.64$", out, re.M) and re.search(r"^sys \(here\) +0\.73 +1\.00$", out, re.M)
    assert "sys does not have the items of the whole benchmark: point 6 of 800" in err and "The split is by author." in out
    for form in ("markdown", "latex"):
        assert "Author 2025" in text(tmp_path / "sys.csv", "--benchmark", tmp_path / "my.json", "--format", form)[0]


def test_texts_a_system_was_trained_on_are_marked_and_left_out(tmp_path):
    """Without b, mood has 2 of 3 right."""
    own(tmp_path)
    (tmp_path / "trained.txt").write_text("something else\nLovely!\n")
    arguments = [tmp_path / "sys.csv", "--benchmark", tmp_path / "my.json", "--metric", "accuracy", "--seen", tmp_path / "trained.txt"]
    rows = evaluate(*arguments)
    assert [(row.get("part"), row["value"], row["n_items"]) for row in rows if row["task"] == "mood"] == [
        (None, .75, 4), ("unseen", pytest.approx(2 / 3), 3)]
    done = run("evaluate", *arguments, "-o", tmp_path / "out", *FAST)
    assert b"sys was trained on texts of this benchmark: mood 1 of 4, topic 1 of 4, point valence 1 of 3" in done.stderr
    samples = [json.loads(line) for line in (tmp_path / "out/samples.jsonl").read_text().splitlines()]
    assert {s["id"]: s["seen"] for s in samples if s["task"] == "mood"} == {"a": False, "b": True, "c": False, "d": False}
    (tmp_path / "trained.csv").write_text("id,words\n1,LOVELY\n")
    error = run("evaluate", *arguments[:3], "--seen", tmp_path / "trained.csv", code=None).stderr
    assert b"unknown column 'text'" in error
    rows = evaluate(*arguments[:3], "--metric", "accuracy", "--seen", tmp_path / "trained.csv", "--text", "words")
    assert [row["n_items"] for row in rows if row["task"] == "mood"] == [4, 3]


def test_a_table_is_read_as_its_flags_say(tmp_path):
    own(tmp_path)
    benchmark = ["--benchmark", tmp_path / "my.json", "--ci", "none"]
    wanted = evaluate(tmp_path / "sys.csv", *benchmark)
    cells = csv.reader((tmp_path / "sys.csv").read_text().splitlines())
    (tmp_path / "sys.txt").write_text("\n".join(";".join(row) for row in cells) + "\n")
    assert evaluate(tmp_path / "sys.txt", "--delimiter", ";", "--input-format", "csv", *benchmark) == wanted
    first = table(evaluate(tmp_path / "sys.csv", "--limit", "2", *benchmark))
    assert first["mood", None, "macro_f1"]["n_items"] == 2 and first["mood", None, "macro_f1"]["value"] == 1


@pytest.mark.parametrize("flag", ["--gold=gold.csv", "--scheme=vad", "--kind=classes", "--id=id", "--gold-column=mood", "--prediction-column=mood",
                                  "--where=split=test", "--cluster=speaker", "--allow-missing"])
def test_what_a_benchmark_says_itself_is_not_asked_for(tmp_path, flag):
    own(tmp_path)
    error = run("evaluate", tmp_path / "sys.csv", "--benchmark", tmp_path / "my.json", flag, code=2).stderr.decode()
    assert f"{flag.split('=')[0]} is not of the benchmark comments" in error


@pytest.mark.parametrize("flags, message", [
    (["sys.csv", "--benchmark", "my.json", "--source", "comment"], "--source is of labelled tables"),
    (["sys.csv", "--benchmark", "my.json", "--text", "comment"], "--text is the column of texts of --seen"),
    (["sys.csv", "--benchmark", "my.json", "--set", "vader.x=1"], "--set, --precision and --device are of a rater"),
    (["sys.csv", "--benchmark", "my.json", "--precision", "int8"], "--set, --precision and --device are of a rater"),
    (["--benchmark", "vader-sets", "--rater", "vader", "--limit", "9"], "--limit, --delimiter and others"),
    (["sys.csv", "--benchmark", "aeb", "--delimiter", ";"], "--limit, --delimiter and others"),
])
def test_flags_that_nothing_would_heed_are_refused(tmp_path, flags, message):
    own(tmp_path)
    assert message in run("evaluate", *flags, cwd=tmp_path, code=2).stderr.decode()


def test_seen_texts_are_read_whole(tmp_path):
    """Whatever is said of the benchmark's own table."""
    own(tmp_path)
    (tmp_path / "seen.csv").write_text("text,more\nnothing of it,1\nnor of that,2\ntoo dear,3\n")
    rows = evaluate("sys.csv", "--benchmark", "my.json", "--limit", "2", "--seen", "seen.csv", "--ci", "none", cwd=tmp_path)
    counts = sorted(row["n_items"] for row in rows if row["task"] == "mood" and row["metric"] == "macro_f1")
    assert counts == [1, 2]  # the part unseen, and all


@pytest.mark.parametrize("change, message", [
    (lambda b: b["tasks"][0].update(metric=["mcc"]), "tasks[0]: unknown field 'metric'; did you mean 'metrics'?"),
    (lambda b: b["tasks"][0]["metrics"].append("macro_f2"), "tasks[0].metrics[2]: unknown metric of this kind 'macro_f2'"),
    (lambda b: b["tasks"][1]["metrics"].append("pearson"), "tasks[1].metrics[2]: unknown metric of this kind 'pearson'"),
    (lambda b: b["tasks"][0]["metrics"].append({"metric": "f1", "label": "sad"}), "tasks[0].metrics[2]: unknown label 'sad'"),
    (lambda b: b["tasks"][2].update(range=[9, 1]), "tasks[2].range"),
    (lambda b: b["tasks"][2].update(fields=["valance"]), "did you mean 'valence'?"),
    (lambda b: b["published"][0]["rows"][0]["values"].pop(), "published[0].rows[0].values: 1 values for 2 columns"),
    (lambda b: b.update(schema="openaffect/benchmark/2"), "schema"),
    (lambda b: b.pop("tasks"), "tasks: missing"),
    (lambda b: b["tasks"][0].update(gold="mod"), "unknown column 'mod'"),
])
def test_mistakes_in_a_file_are_named_with_their_place(tmp_path, change, message):
    own(tmp_path)
    benchmark = json.loads(example())
    change(benchmark)
    (tmp_path / "my.json").write_text(json.dumps(benchmark))
    error = run("evaluate", tmp_path / "sys.csv", "--benchmark", tmp_path / "my.json", code=None).stderr.decode()
    assert message in error, error
    assert "my.json" in error or "sys.csv" in error


# --- finding benchmarks ---------------------------------------------------------------------------------------------

def test_benchmarks_are_listed_completed_and_suggested(tmp_path):
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.json"))
    listed = run("evaluate", "--benchmark", "list").stdout.decode().splitlines()
    assert [line.split()[0] for line in listed[1:]] == names and any("30808" in line for line in listed)
    assert [entry["name"] for entry in json.loads(run("evaluate", "--benchmark", "list", "--json").stdout)] == names
    assert run("complete", "--", "evaluate", "--benchmark", "").stdout.decode().split() == [*names, "list"]
    assert all(name in run("evaluate", "--help").stdout.decode() for name in names)
    assert b"did you mean 'emobank'? known: aeb, " in run("evaluate", "--benchmark", "emobnk", code=2).stderr
    assert b"--rater vader" in run("evaluate", "--benchmark", "emobank", code=2).stderr
    error = run("evaluate", "--benchmark", "sst", "--rater", "vader", code=None, environment={"XDG_CACHE_HOME": tmp_path}).stderr
    assert b"openaffect data fetch sst" in error
