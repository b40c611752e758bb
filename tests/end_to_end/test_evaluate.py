"""`openaffect evaluate` on tables: figures against scikit-learn and scipy, intervals against a plain loop, what is said, refused
and written."""

import hashlib
import json
import math
import random

import numpy as np
import pandas
import pytest
import scipy.stats
import sklearn.metrics as sk
from conftest import ROOT, run
from scored_tables import figures, message, random_classes, results, row_of, write
from test_tour import agrees, blocks, commands, type_line

FEW = ["--resamples", "50"]
NO_CI = ["--ci", "none"]
LABELS = ["anger", "fear", "joy", "sadness"]
EKMAN = ["anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"]


def near(ours, theirs, tolerance=1e-12):
    assert ours == pytest.approx(theirs, rel=tolerance, abs=tolerance)


def paired_files(folder, gold, predicted, suffix=".csv", column="label"):
    """Two files with ids, the predictions in another order."""
    ids = [f"i{n}" for n in range(len(gold))]
    order = list(range(len(gold)))
    random.Random(1).shuffle(order)
    write(folder / f"gold{suffix}", [{"id": ids[n], column: gold[n]} for n in range(len(gold))])
    write(folder / f"p{suffix}", [{"id": ids[n], column: predicted[n]} for n in order])
    return [folder / f"p{suffix}", "--gold", folder / f"gold{suffix}"]


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize("seed", range(3))
def test_classes_equal_scikit_learn(tmp_path, seed):
    pairs = random_classes(200, LABELS, seed)
    gold, predicted = map(list, zip(*pairs))
    ours = figures(results("evaluate", *paired_files(tmp_path, gold, predicted), *NO_CI))
    near(ours["accuracy"], sk.accuracy_score(gold, predicted))
    near(ours["balanced_accuracy"], sk.balanced_accuracy_score(gold, predicted))
    near(ours["mcc"], sk.matthews_corrcoef(gold, predicted))
    near(ours["cohen_kappa"], sk.cohen_kappa_score(gold, predicted))
    for average in ("macro", "micro", "weighted"):
        near(ours[f"{average}_f1"], sk.f1_score(gold, predicted, average=average))
    near(ours["precision"], sk.precision_score(gold, predicted, average="macro"))
    near(ours["recall"], sk.recall_score(gold, predicted, average="macro"))
    for label, value in zip(LABELS, sk.f1_score(gold, predicted, average=None, labels=LABELS)):
        near(ours["macro_f1", label], value)


def test_all_labels_of_the_scheme(tmp_path):
    gold, predicted = ["joy", "fear", "joy"], ["joy", "joy", "joy"]
    files = paired_files(tmp_path, gold, predicted)
    for labels, known in (("occurring", ["joy", "fear"]), ("scheme", EKMAN)):
        rows = results("evaluate", *files, "--scheme", "ekman7", "--labels", labels, "--metric", "macro_f1", *NO_CI)
        near(figures(rows)["macro_f1"], sk.f1_score(gold, predicted, average="macro", labels=known, zero_division=0))


def test_grades_of_a_scheme(tmp_path):
    rng = random.Random(4)
    gold = [rng.randint(-3, 3) for _ in range(150)]
    predicted = [max(-3, min(3, g + rng.choice([-1, 0, 0, 1]))) for g in gold]
    ours = figures(results("evaluate", *paired_files(tmp_path, gold, predicted), "--scheme", "v_oc7", *NO_CI))
    near(ours["cohen_kappa_quadratic"], sk.cohen_kappa_score(gold, predicted, weights="quadratic"))
    near(ours["cohen_kappa_linear"], sk.cohen_kappa_score(gold, predicted, weights="linear"))
    near(ours["mae"], sk.mean_absolute_error(gold, predicted))
    near(ours["pearson"], scipy.stats.pearsonr(gold, predicted).statistic)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_label_sets_equal_scikit_learn(tmp_path, suffix):
    rng = random.Random(5)
    gold = [sorted(rng.sample(LABELS, rng.randint(0, 3))) for _ in range(120)]
    predicted = [sorted(set(g) ^ set(rng.sample(LABELS, rng.randint(0, 1)))) for g in gold]
    ours = figures(results("evaluate", *paired_files(tmp_path, gold, predicted, suffix), *NO_CI))
    table = lambda sets: np.array([[label in one for label in LABELS] for one in sets])
    a, b = table(gold), table(predicted)
    near(ours["jaccard"], sk.jaccard_score(a, b, average="samples", zero_division=1.0))
    near(ours["hamming_loss"], sk.hamming_loss(a, b))
    near(ours["subset_accuracy"], sk.accuracy_score(a, b))
    for average in ("macro", "micro", "weighted"):
        near(ours[f"{average}_f1"], sk.f1_score(a, b, average=average))


def test_numbers_equal_scipy(tmp_path):
    rng = np.random.default_rng(6)
    gold = np.round(rng.normal(size=300), 2)
    predicted = np.round(gold * 0.6 + rng.normal(size=300) * 0.7, 2)
    files = paired_files(tmp_path, gold.tolist(), predicted.tolist(), column="polarity")
    ours = figures(results("evaluate", *files, "--scheme", "polarity", *NO_CI))
    near(ours["pearson"], scipy.stats.pearsonr(gold, predicted).statistic)
    near(ours["spearman"], scipy.stats.spearmanr(gold, predicted).statistic)
    near(ours["kendall_tau"], scipy.stats.kendalltau(gold, predicted).statistic)
    near(ours["rmse"], math.sqrt(sk.mean_squared_error(gold, predicted)))
    near(ours["r2"], sk.r2_score(gold, predicted))
    ccc = 2 * np.cov(gold, predicted, bias=True)[0, 1] / (gold.var() + predicted.var() + (gold.mean() - predicted.mean()) ** 2)
    near(ours["ccc"], ccc)


def probability_rows(count, seed):
    rng = np.random.default_rng(seed)
    gold = rng.choice(LABELS, count).tolist()
    probabilities = rng.dirichlet(np.ones(4), count)
    for n, label in enumerate(gold):
        probabilities[n, LABELS.index(label)] += rng.random()
    probabilities /= probabilities.sum(1, keepdims=True)
    rows = [{"id": n, "label": gold[n], "prediction": LABELS[int(probabilities[n].argmax())],
             **{f"probability.{label}": repr(float(p)) for label, p in zip(LABELS, probabilities[n])}} for n in range(count)]
    return gold, probabilities, rows


def test_probabilities_equal_scikit_learn(tmp_path):
    gold, probabilities, rows = probability_rows(200, 7)
    printed = results("evaluate", write(tmp_path / "t.csv", rows), *NO_CI)
    ours = figures(printed)
    truth = np.array([[label == g for label in LABELS] for g in gold])
    near(ours["log_loss"], sk.log_loss(gold, probabilities, labels=LABELS), 1e-9)
    near(ours["brier"], np.mean(np.sum((probabilities - truth) ** 2, axis=1)))
    near(ours["roc_auc"], sk.roc_auc_score(truth, probabilities, average="macro"))
    near(ours["average_precision"], sk.average_precision_score(truth, probabilities, average="macro"))
    near(ours["average_precision", "joy"], sk.average_precision_score(truth[:, 2], probabilities[:, 2]))
    top = probabilities.max(1)
    right = truth[np.arange(len(gold)), probabilities.argmax(1)]
    bins = np.clip(np.ceil(top * 15) - 1, 0, 14)
    ece = sum(abs(top[bins == b].sum() - right[bins == b].sum()) for b in range(15)) / len(gold)
    near(ours["ece"], ece, 1e-10)
    assert {"ece_equal_mass", "ece_classwise", "pr_auc_trapezoid", "aurc"} <= {row["metric"] for row in printed}
    for metric in ("ece_equal_mass", "ece_classwise", "pr_auc_trapezoid"):
        [row] = results("evaluate", tmp_path / "t.csv", "--metric", metric, *NO_CI)[:1]
        near(row["value"], ours[metric])


def test_probabilities_of_label_sets(tmp_path):
    rng = np.random.default_rng(8)
    truth = rng.random((100, 4)) < 0.4
    probabilities = np.round(np.clip(truth * 0.3 + rng.random((100, 4)) * 0.7, 0, 1), 3)
    rows = [{"label": "|".join(label for label, has in zip(LABELS, t) if has),
             "prediction": "|".join(label for label, one in zip(LABELS, p) if one > 0.5),
             **{f"probability.{label}": one for label, one in zip(LABELS, p)}} for t, p in zip(truth, probabilities)]
    ours = figures(results("evaluate", write(tmp_path / "t.csv", rows), *NO_CI))
    near(ours["mean_average_precision"], sk.average_precision_score(truth, probabilities, average="macro"))
    near(ours["brier"], np.mean((truth - probabilities) ** 2))
    clipped = np.clip(probabilities, 2**-52, 1 - 2**-52)
    near(ours["log_loss"], -np.mean(np.log(np.where(truth, clipped, 1 - clipped))))


def test_the_average_precision_of_bah(tmp_path):
    """A perfect and confident model: 0 as published, 1 corrected (docs/metrics.md)."""
    rows = [{"label": label, "prediction": label, "probability.no": 1 - p, "probability.yes": p} for label, p in (("yes", 1), ("no", 0))]
    metrics = "bah_average_precision,bah_average_precision_corrected"
    printed = results("evaluate", write(tmp_path / "t.csv", rows), "--metric", metrics, *NO_CI)
    found = {(row["metric"], row["label"]): row["value"] for row in printed}
    assert found["bah_average_precision", "yes"] == 0
    assert found["bah_average_precision_corrected", "yes"] == 1


def test_people_as_distributions(tmp_path):
    """Gold as `agree --consensus-output` writes it; the tied item has no label and still a distribution."""
    ratings = [("a", "x", "joy"), ("a", "y", "joy"), ("a", "z", "fear"), ("b", "x", "joy"), ("b", "y", "fear"), ("c", "x", "anger"), ("c", "y", "anger")]
    write(tmp_path / "ratings.csv", [dict(zip(("item", "rater", "label"), row)) for row in ratings])
    run("agree", tmp_path / "ratings.csv", "--unit", "item", "--rater", "rater", "--value", "label", "--consensus", "majority",
        "--consensus-output", tmp_path / "gold.parquet", *NO_CI)
    shares = {"a": (0, 1 / 3, 2 / 3), "b": (0, .5, .5), "c": (1, 0, 0)}
    said = {"a": (.1, .3, .6), "b": (.2, .2, .6), "c": (.8, .1, .1)}
    names = ("anger", "fear", "joy")
    column = pandas.read_parquet(tmp_path / "gold.parquet").columns[0]
    rows = [{column: unit, "label": names[int(np.argmax(p))], **{f"probability.{n}": v for n, v in zip(names, p)}} for unit, p in said.items()]
    printed = results("evaluate", write(tmp_path / "p.csv", rows), "--gold", tmp_path / "gold.parquet", "--id", column, *NO_CI)
    kl = np.mean([scipy.stats.entropy(shares[u], said[u]) for u in shares])
    near(row_of(printed, "kl")["value"], kl)
    near(row_of(printed, "js")["value"], np.mean([scipy.spatial.distance.jensenshannon(shares[u], said[u]) ** 2 for u in shares]))
    near(row_of(printed, "total_variation")["value"], np.mean([abs(np.subtract(shares[u], said[u])).sum() / 2 for u in shares]))
    assert row_of(printed, "kl")["n_items"] == 3
    assert row_of(printed, "accuracy")["n_items"] == 2  # the tie has no label


def test_texts_and_perplexity(tmp_path):
    import sacrebleu
    rows = [{"reference": "I am so sorry to hear that .", "reply": "I am sorry to hear that .", "log_probabilities": [-0.5, -1.5]},
            {"reference": "That is great news !", "reply": "what great news !", "log_probabilities": [-1.0]}]
    done = run("evaluate", write(tmp_path / "t.jsonl", rows), "--kind", "texts", "--json", *FEW)
    printed = json.loads(done.stdout)["results"]
    near(row_of(printed, "bleu")["value"], sacrebleu.corpus_bleu([r["reply"] for r in rows], [[r["reference"] for r in rows]]).score)
    near(row_of(printed, "perplexity")["value"], math.e)
    assert row_of(printed, "distinct_1")["ci"] is None and "resamples repeat texts" in row_of(printed, "distinct_1")["note"]
    assert "predictions in column reply; gold in column reference; 2 items; kind texts" in message(done)
    [only] = results("evaluate", tmp_path / "t.jsonl", "--kind", "texts", "--metric", "rouge_l", *FEW)
    assert only["metric"] == "rouge_l"


# ---------------------------------------------------------------- intervals


def percentile(statistic, units, resamples, seed):
    rng = np.random.default_rng(seed)
    values = [statistic(np.concatenate([units[i] for i in rng.integers(0, len(units), len(units))])) for _ in range(resamples)]
    return np.quantile(values, [.025, .975])


def speakers(folder, per_speaker=5, count=40):
    rng = random.Random(9)
    rows = []
    for speaker in range(count):
        right = rng.random()
        for n in range(per_speaker):
            gold = rng.choice(LABELS)
            rows.append({"id": f"{speaker}.{n}", "person": f"s{speaker}", "take": n, "label": gold,
                         "prediction": gold if rng.random() < right else rng.choice(LABELS)})
    correct = np.array([float(row["label"] == row["prediction"]) for row in rows])
    return write(folder / "speakers.csv", rows), correct


def test_intervals_are_those_of_a_plain_loop(tmp_path):
    table, correct = speakers(tmp_path)
    single = row_of(results("evaluate", table, "--cluster", "none", "--metric", "accuracy"), "accuracy")
    assert single["resamples"] == 10_000 and single["ci_method"] == "percentile"
    assert single["ci"] == pytest.approx(percentile(np.mean, correct.reshape(-1, 1), 4_000, 1), abs=.01)
    whole = row_of(results("evaluate", table, "--metric", "accuracy"), "accuracy")  # by person, which is there
    assert whole["ci"] == pytest.approx(percentile(np.mean, correct.reshape(-1, 5), 4_000, 2), abs=.012)
    assert whole["ci"][1] - whole["ci"][0] > 1.2 * (single["ci"][1] - single["ci"][0])
    named = run("evaluate", table, "--metric", "accuracy", "--cluster", "take", *FEW)
    assert "5 by column take" in message(named) and "with 5 groups intervals are too narrow" in message(named)
    assert "40 by column person (--cluster none draws single rows)" in message(run("evaluate", table, *FEW))


def test_bca_is_scipys(tmp_path):
    table, correct = speakers(tmp_path, count=20)
    ours = row_of(results("evaluate", table, "--cluster", "none", "--metric", "accuracy", "--ci", "bca"), "accuracy")
    assert ours["ci_method"] == "bca"
    theirs = scipy.stats.bootstrap((correct,), np.mean, method="BCa", n_resamples=10_000, random_state=3).confidence_interval
    assert ours["ci"] == pytest.approx([theirs.low, theirs.high], abs=.011)  # steps of 1/100


def test_the_same_seed_gives_the_same_figures_for_any_threads(tmp_path):
    table, _ = speakers(tmp_path)
    one = run("evaluate", table, "--threads", 1, "--resamples", 500).stdout
    assert one == run("evaluate", table, "--threads", 2, "--resamples", 500).stdout
    assert one != run("evaluate", table, "--threads", 2, "--resamples", 500, "--seed", 2).stdout


# ---------------------------------------------------------------- labelled tables


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("labelled")
    rows = [("a", "I love this, it is wonderful!", "positive", .8), ("b", "This is a horrible, sad day.", "negative", -.7),
            ("c", "The table has four legs.", "neutral", 0), ("d", "Not good at all.", "negative", -.4), ("e", "I hate you so much", "positive", .1)]
    write(folder / "in.csv", [dict(zip(("id", "text", "mood", "polarity"), row)) for row in rows])
    write(folder / "gold.csv", [{"id": row[0], "sentiment3": row[2]} for row in reversed(rows)])
    for suffix in ("parquet", "csv", "jsonl"):
        run("label", folder / "in.csv", "--text", "text", "--raters", "vader,pattern", "-o", folder / f"out.{suffix}")
    return folder, {row[0]: row[2] for row in rows}


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl"])
@pytest.mark.parametrize("rater", ["vader", "pattern"])
def test_labelled_tables_against_a_column(labelled, suffix, rater):
    folder, gold = labelled
    table = pandas.read_parquet(folder / "out.parquet")
    wanted = np.mean([gold[i] == said for i, said in zip(table["id"], table[f"text.{rater}.class"])])
    same = results("evaluate", folder / f"out.{suffix}", "--gold-column", "mood", "--prediction-column", f"text.{rater}.class", *NO_CI)
    near(row_of(same, "accuracy")["value"], wanted)
    arguments = ["--rater", rater] if suffix != "csv" and suffix != "jsonl" else ["--prediction-column", f"text.{rater}.class"]
    other = results("evaluate", folder / f"out.{suffix}", "--gold", folder / "gold.csv", "--scheme", "sentiment3", *arguments, *NO_CI)
    near(row_of(other, "accuracy")["value"], wanted)
    assert not arguments[0] == "--rater" or row_of(other, "accuracy")["system"] == rater


def test_several_raters_are_named(labelled):
    folder, _ = labelled
    done = run("evaluate", folder / "out.parquet", "--gold-column", "mood", "--scheme", "sentiment3", code=2)
    assert "text.vader.sentiment3, text.pattern.sentiment3" in message(done) and "--rater" in message(done)
    rows = results("evaluate", folder / "out.parquet", *NO_CI)  # a gold column named as pattern's scheme decides
    assert row_of(rows, "pearson")["system"] == "pattern"
    done = run("evaluate", folder / "out.parquet", "--gold-column", "mood", "--scheme", "ekman7", "--rater", "vader", code=2)
    assert "no rater of this table says what is asked for" in message(done)


def test_several_sources_are_named(tmp_path):
    write(tmp_path / "in.csv", [{"title": "I love it", "body": "awful", "sentiment3": "positive"}])
    run("label", tmp_path / "in.csv", "--text", "title,body", "--raters", "vader", "-o", tmp_path / "out.parquet")
    done = run("evaluate", tmp_path / "out.parquet", code=2)
    assert "title.vader.sentiment3, body.vader.sentiment3" in message(done)
    [row] = results("evaluate", tmp_path / "out.parquet", "--source", "body", "--metric", "accuracy", *NO_CI)
    assert row["value"] == 0 and row["system"] == "body.vader"


# ---------------------------------------------------------------- output


def small(folder):
    rows = [{"id": "a", "text": "hooray", "label": "joy", "prediction": "joy"}, {"id": "b", "text": "boo", "label": "fear", "prediction": "Bored"},
            {"id": "c", "text": "", "label": "joy", "prediction": ""}]
    return write(folder / "t.csv", rows)


def test_the_formats(tmp_path):
    table = small(tmp_path)
    arguments = ["evaluate", table, "--scheme", "ekman7", "--metric", "accuracy,macro_f1", *FEW]
    text = run(*arguments).stdout.decode()
    assert text.splitlines()[0].split() == ["system", "metric", "value", "95", "%", "interval", "items"]  # gold is understood
    assert "joy" not in text.splitlines()[1]
    markdown = run(*arguments, "--format", "markdown").stdout.decode()
    assert markdown.splitlines()[1] == "|---|---|---:|---:|---:|" and "| t | accuracy | 0.3333 |" in markdown
    latex = run(*arguments, "--format", "latex").stdout.decode()
    assert latex.startswith("\\begin{tabular}{llrrr}") and "macro\\_f1 & 0.3333" in latex
    rows = json.loads(run(*arguments, "--format", "json").stdout)["results"]
    assert rows == results(*arguments) and rows[0]["metric"] == "accuracy"
    assert {"system", "against", "task", "label", "metric", "level", "value", "reason", "ci", "ci_method", "resamples", "seed", "n_items",
            "n_ratings", "per_label", "per_rater"} <= set(rows[0])
    assert "did you mean 'markdown'" in message(run(*arguments, "--format", "markdwon", code=2))


def test_reasons_are_said_in_words_below_the_table(tmp_path):
    text = run("evaluate", small(tmp_path), "--scheme", "ekman7", *FEW).stdout.decode()
    assert "no_support: nobody gave this label" in text
    assert max(map(len, text.splitlines())) <= 100


def test_what_was_decided_is_said_on_stderr(tmp_path):
    table = small(tmp_path)
    done = run("evaluate", table, "--scheme", "ekman7", *FEW)
    assert "t.csv: predictions in column prediction; gold in column label; 3 items; kind classes; scheme ekman7\n" in message(done)
    assert "1 predictions are no label of the scheme (Bored); they count as wrong" in message(done)
    assert "1 rows have no prediction; they count as wrong" in message(done)
    assert message(run("evaluate", table, "--scheme", "ekman7", "--quiet", *FEW)) == ""


def test_the_folder(tmp_path):
    table, out = small(tmp_path), tmp_path / "out"
    printed = run("evaluate", table, "--scheme", "ekman7", "--json", "-o", out, *FEW).stdout
    assert (out / "result.json").read_bytes() == printed
    samples = [json.loads(line) for line in (out / "samples.jsonl").read_text().splitlines()]
    assert [s["status"] for s in samples] == ["ok", "out_of_range", "no_answer"]
    assert [s["parsed"] for s in samples] == ["joy", None, None]
    assert [s["gold"] for s in samples] == ["joy", "fear", "joy"]
    assert samples[1]["raw"] == "Bored" and samples[1]["id"] == "b"
    assert samples[0]["input_sha256"] == hashlib.sha256(b"hooray").hexdigest()
    page = (out / "report.html").read_text()
    assert "hooray" not in page and "boo" in page  # mistakes are shown with their texts
    assert hashlib.sha256(table.read_bytes()).hexdigest() in page
    assert sorted(p.name for p in out.iterdir()) == ["report.html", "result.json", "samples.jsonl"]


def test_only_some_rows(tmp_path):
    rows = [{"id": n, "split": "test" if n % 2 else "train", "label": "joy", "prediction": "joy" if n % 4 == 1 else "fear"} for n in range(8)]
    table = write(tmp_path / "t.csv", rows)
    [row] = results("evaluate", table, "--where", "split=test", "--metric", "accuracy", *NO_CI)
    assert (row["n_items"], row["value"]) == (4, .5)
    [row] = results("evaluate", table, "--where", "split=test", "--where", "id=1", "--metric", "accuracy", *NO_CI)
    assert (row["n_items"], row["value"]) == (1, 1)
    predicted = write(tmp_path / "p.csv", [{"id": row["id"], "label": row["prediction"]} for row in rows if row["split"] == "test"])
    [row] = results("evaluate", predicted, "--gold", table, "--where", "split=test", "--metric", "accuracy", *NO_CI)
    assert row["n_items"] == 4
    assert "did you mean 'test'" in message(run("evaluate", table, "--where", "split=tset", code=2))
    assert "did you mean 'split'" in message(run("evaluate", table, "--where", "splt=test", code=2))
    assert "--where: 'split' is not COLUMN=VALUE" in message(run("evaluate", table, "--where", "split", code=2))


# ---------------------------------------------------------------- bad input


def refused(code, words, *arguments):
    done = run("evaluate", *arguments, *FEW, code=code)
    assert words in message(done), message(done)
    assert done.stdout == b""


def test_an_empty_table(tmp_path):
    (tmp_path / "t.csv").write_text("id,label,prediction\n")
    refused(1, "nothing to score: none of 0 paired rows has gold in column label", tmp_path / "t.csv")


def test_gold_that_is_empty_everywhere(tmp_path):
    table = write(tmp_path / "t.csv", [{"id": 1, "label": "", "prediction": "joy"}])
    refused(1, "none of 1 paired rows has gold in column label", table)


def test_one_item(tmp_path):
    table = write(tmp_path / "t.csv", [{"label": "joy", "prediction": "joy"}])
    rows = results("evaluate", table)
    assert row_of(rows, "accuracy")["value"] == 1 and row_of(rows, "accuracy")["ci"] is None
    assert row_of(rows, "mcc")["value"] is None and row_of(rows, "mcc")["reason"] == "constant"
    table = write(tmp_path / "n.csv", [{"gold": .5, "prediction": .25}])
    rows = results("evaluate", table, "--kind", "numbers")
    assert row_of(rows, "pearson")["reason"] == "too_few" and row_of(rows, "mae")["value"] == .25


def test_one_category(tmp_path):
    table = write(tmp_path / "t.csv", [{"label": "joy", "prediction": "joy"}] * 5)
    rows = results("evaluate", table, *FEW)
    assert row_of(rows, "macro_f1")["value"] == 1
    assert row_of(rows, "cohen_kappa")["value"] is None and row_of(rows, "cohen_kappa")["reason"] == "constant"


def test_labels_outside_the_scheme(tmp_path):
    write(tmp_path / "gold.csv", [{"id": "a", "label": "joy"}, {"id": "b", "label": "joyy"}])
    predicted = write(tmp_path / "p.csv", [{"id": "b", "label": "joy"}, {"id": "a", "label": "whatever"}])
    refused(1, "gold.csv: row 2, column label: unknown label 'joyy'; did you mean 'joy'?",
            predicted, "--gold", tmp_path / "gold.csv", "--scheme", "ekman7")
    write(tmp_path / "gold.csv", [{"id": "a", "label": "joy"}, {"id": "b", "label": "joy"}])
    done = run("evaluate", predicted, "--gold", tmp_path / "gold.csv", "--scheme", "ekman7", "--json", *FEW)
    assert "1 predictions are no label of the scheme (whatever); they count as wrong" in message(done)
    assert row_of(json.loads(done.stdout)["results"], "accuracy")["value"] == .5


def test_an_answer_outside_the_scheme_is_not_the_empty_set(tmp_path):
    rows = [{"label": [], "prediction": ["nonsense"]}, {"label": [], "prediction": []}, {"label": [], "prediction": None}]
    printed = results("evaluate", write(tmp_path / "t.jsonl", rows), "--scheme", "semeval11", *FEW)
    near(row_of(printed, "jaccard")["value"], 1 / 3)
    near(row_of(printed, "subset_accuracy")["value"], 1 / 3)


@pytest.mark.parametrize("bad", ["nan", "inf", "-inf", "n/a"])
def test_numbers_that_are_none(tmp_path, bad):
    rows = [{"gold": .5, "prediction": .25}, {"gold": .1, "prediction": bad}, {"gold": -.5, "prediction": -.25}]
    done = run("evaluate", write(tmp_path / "t.csv", rows), "--kind", "numbers", "--json", *FEW)
    assert "1 predictions are no finite number; they are left out" in message(done)
    assert row_of(json.loads(done.stdout)["results"], "mae")["n_items"] == 2
    rows[0]["gold"] = bad
    refused(1, f"row 1, column gold: '{bad}' is no finite number", write(tmp_path / "t.csv", rows), "--kind", "numbers")


def test_ids_that_differ_or_repeat(tmp_path):
    gold = write(tmp_path / "gold.csv", [{"id": n, "label": "joy"} for n in "abc"])
    other = write(tmp_path / "p.csv", [{"id": n, "label": "joy"} for n in "bcxy"])
    refused(1, "p.csv: column id: 2 of its ids are not in", other, "--gold", gold)
    done = run("evaluate", other, "--gold", gold, "--allow-missing", "--json", *FEW)
    assert "2 rows of" in message(done) and "1 rows of" in message(done) and "have no partner and are left out" in message(done)
    assert row_of(json.loads(done.stdout)["results"], "accuracy")["n_items"] == 2
    twice = write(tmp_path / "q.csv", [{"id": n, "label": "joy"} for n in "abbc"])
    refused(1, "q.csv: column id: 1 rows have the id of another row: 'b'", twice, "--gold", gold)
    refused(1, "column id: 1 rows have the id of another row: 'b'", gold, "--gold", twice)


def test_lengths_that_differ_without_ids(tmp_path):
    gold = write(tmp_path / "gold.csv", [{"label": "joy"}] * 3)
    refused(1, "p.csv: has 2 rows, and", write(tmp_path / "p.csv", [{"label": "joy"}] * 2), "--gold", gold)


def test_constant_predictions(tmp_path):
    rows = [{"gold": n / 10, "prediction": .5} for n in range(10)]
    printed = results("evaluate", write(tmp_path / "t.csv", rows), "--kind", "numbers", *FEW)
    for metric in ("pearson", "spearman", "kendall_tau"):
        assert row_of(printed, metric)["value"] is None and row_of(printed, metric)["reason"] == "constant"
        assert row_of(printed, metric)["ci"] is None
    assert row_of(printed, "ccc")["value"] == 0 and row_of(printed, "rmse")["value"] > 0


def test_probabilities_that_do_not_sum_to_one(tmp_path):
    _, _, rows = probability_rows(10, 3)
    rows[4]["probability.joy"] = float(rows[4]["probability.joy"]) / 2 + .9
    rows[4]["probability.joy"] = min(1, rows[4]["probability.joy"])
    done = run("evaluate", write(tmp_path / "t.csv", rows), *FEW, code=1)
    assert "t.csv: row 5: the probabilities of '4' sum to" in message(done) and "(1 of 10 rows do not sum to 1)" in message(done)
    rows[4]["probability.joy"] = "1.5"
    refused(1, "row 5, column probability.joy: '1.5' is no probability", write(tmp_path / "t.csv", rows))


def test_nothing_predicted(tmp_path):
    rows = [{"label": "joy", "prediction": ""}, {"label": "fear", "prediction": ""}]
    [row] = results("evaluate", write(tmp_path / "t.csv", rows), *FEW)
    assert row["value"] is None and row["reason"] == "not_rated"
    text = run("evaluate", tmp_path / "t.csv", *FEW).stdout.decode()
    assert "not_rated: the system does not say this" in text
    gold = write(tmp_path / "g.csv", [{"valence": .5, "arousal": .5}, {"valence": 0, "arousal": .25}])
    predicted = write(tmp_path / "p.csv", [{"valence": .5}, {"valence": .25}])
    printed = results("evaluate", predicted, "--gold", gold, "--scheme", "vad", *FEW)
    assert [(row["metric"], row["value"], row["reason"]) for row in printed if row["label"] == "arousal"] == [("ccc", None, "not_rated")]
    assert next(row["value"] for row in printed if row["label"] == "valence" and row["metric"] == "mae") == .125


def test_options_that_nobody_declared(tmp_path):
    table = small(tmp_path)
    refused(2, "did you mean 'accuracy'", table, "--metric", "acuracy")
    refused(2, "--kind: unknown kind 'class'", table, "--kind", "class")
    refused(2, "no column mood to cluster by", table, "--cluster", "mood")
    refused(2, "did you mean 'label'", table, "--gold-column", "lable")
    refused(2, "unknown scheme 'ekman'", table, "--scheme", "ekman")
    refused(1, "none.csv", tmp_path / "none.csv")
    refused(2, "evaluate takes one table of predictions; compare takes several", table, table)


def test_the_help_has_every_flag():
    text = run("evaluate", "--help").stdout.decode()
    for flag in ("--gold", "--scheme", "--kind", "--metric", "--labels", "--id", "--allow-missing", "--where", "--rater", "--source",
                 "--cluster", "--ci", "--resamples", "--seed", "--format", "--json", "--output"):
        assert flag in text


def test_the_page(tmp_path):
    """docs/evaluate.md as typed (test_tour.py says how)."""
    ran = 0
    for language, lines in blocks((ROOT / "docs/evaluate.md").read_text()):
        if language == "sh":
            assert type_line("\n".join(lines), tmp_path).returncode == 0
        for typed, wanted in commands(lines) if language == "console" else []:
            done = type_line(typed, tmp_path)
            assert not wanted or agrees(done.stdout, wanted), f"$ {typed}\n{done.stdout}"
            assert (done.returncode != 0) == bool(wanted and wanted[0].startswith("error: "))
            ran += 1
    assert ran >= 6


# ---------------------------------------------------------------- what a reader of the issue tried


@pytest.mark.parametrize("odd", ["nan", "inf", "-Infinity", "n/a"])
def test_an_odd_cell_among_numbers_is_no_class(tmp_path, odd):
    """Without --kind or scheme: gold of .5, 1.25, .75 and one that is no number."""
    files = paired_files(tmp_path, [".5", odd, "1.25", ".75"], [".4", ".6", "1.1", ".8"])
    assert f"'{odd}' is no finite number" in message(run("evaluate", *files, code=1))


def test_an_odd_prediction_among_numbers_is_left_out(tmp_path):
    files = paired_files(tmp_path, [".5", ".25", "1.25", ".75"], [".4", "nan", "1.1", ".8"])
    assert row_of(results("evaluate", *files, *NO_CI), "mae")["n_items"] == 3


@pytest.mark.parametrize("prefix", ["label.", "probability."])
def test_probabilities_behind_the_column_of_predictions(tmp_path, prefix):
    rows = [("joy", .7), ("fear", .2), ("joy", .6), ("fear", .4)]
    write(tmp_path / "p.csv", [{"label": "joy" if p > .5 else "fear", f"{prefix}joy": p, f"{prefix}fear": round(1 - p, 2)} for _, p in rows])
    write(tmp_path / "g.csv", [{"label": gold} for gold, _ in rows])
    loss = row_of(results("evaluate", tmp_path / "p.csv", "--gold", tmp_path / "g.csv", "--metric", "log_loss", *NO_CI), "log_loss")["value"]
    near(loss, sk.log_loss([gold for gold, _ in rows], [[1 - p, p] for _, p in rows], labels=["fear", "joy"]))
    write(tmp_path / "bad.csv", [{"label": "joy", f"{prefix}joy": .9, f"{prefix}fear": .5} for _ in rows])
    assert "sum" in message(run("evaluate", tmp_path / "bad.csv", "--gold", tmp_path / "g.csv", "--metric", "log_loss", code=1))


def test_a_metric_of_something_else_is_told_from_a_typo(tmp_path):
    files = paired_files(tmp_path, ["joy", "fear"], ["joy", "joy"])
    assert "log_loss needs probabilities" in message(run("evaluate", *files, "--metric", "log_loss", code=2))
    assert "ccc is no metric of what is scored here" in message(run("evaluate", *files, "--metric", "ccc", code=2))


def test_numbers_on_another_scale_are_told(tmp_path):
    files = paired_files(tmp_path, ["2.1", "4.2", "3.9"], ["-.5", ".6", "1.2"], column="valence")
    told = run("evaluate", *files, "--scheme", "vad", *NO_CI).stderr.decode()
    assert "3 of 3 numbers lie outside -1..1 of the scheme vad" in told and "1 of 3 numbers lie outside -1..1" in told


def test_every_row_has_every_field(tmp_path):
    for row in results("evaluate", *paired_files(tmp_path, ["joy", "fear"], ["joy", "joy"]), *NO_CI):
        assert {"ci", "ci_method", "resamples", "seed", "n_items", "n_ratings", "per_label", "per_rater"} <= row.keys()


def test_a_file_in_the_place_of_the_folder(tmp_path):
    files = paired_files(tmp_path, ["joy", "fear"], ["joy", "joy"])
    assert "no folder" in message(run("evaluate", *files, "-o", tmp_path / "p.csv", code=1))
