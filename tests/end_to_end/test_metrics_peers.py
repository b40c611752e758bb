"""Scores of labels, numbers, probabilities are those of scikit-learn and scipy, to 1e-12, on random input with ties,
labels that are missing on one side or on both, and answers out of the scheme. Where the field's habit, which is ours,
differs from scikit-learn's, the test says how."""

import numpy as np
import pytest
from metrics_probe import ask, ask_freely, check, same
from scipy import spatial, stats
from sklearn import metrics as sk

NAN = float("nan")
RUNS = 110
pytestmark = pytest.mark.filterwarnings("ignore")


def numbers(array):
    return [None if np.isnan(value) else float(value) for value in np.asarray(array, float).ravel()]


# ---- one label an item

def class_samples(outside):
    random = np.random.default_rng(1 + outside)
    for run in range(RUNS):
        labels, items = int(random.integers(2, 9)), int(random.integers(1, 80))
        used = random.permutation(labels)[: random.integers(1, labels + 1)]  # so that some occur nowhere
        gold = random.choice(used, items)
        predicted = np.where(random.random(items) < .5, gold, random.integers(0, labels, items))
        if outside:
            predicted = np.where(random.random(items) < .2, -1, predicted)
        yield gold, predicted, labels


def class_requests(samples, **options):
    return [{"gold": gold.tolist(), "predicted": predicted.tolist(), "labels": labels, **options}
            for gold, predicted, labels in samples]


def class_peer(gold, predicted, over):
    """Averages over the labels `over`; an answer out of the scheme (-1) is of none of them."""
    average = dict(labels=over, zero_division=0)
    one_side = len(set(gold)) == 1 or len(set(predicted)) == 1
    return {
        "accuracy": sk.accuracy_score(gold, predicted),
        "precision": sk.precision_score(gold, predicted, average="macro", **average),
        "recall": sk.recall_score(gold, predicted, average="macro", **average),
        "macro_f1": sk.f1_score(gold, predicted, average="macro", **average),
        "micro_f1": sk.f1_score(gold, predicted, average="micro", **average),
        "weighted_f1": sk.f1_score(gold, predicted, average="weighted", **average),
        "mcc": NAN if one_side else sk.matthews_corrcoef(gold, predicted),  # scikit-learn: 0
        "cohen_kappa": NAN if set(gold) == set(predicted) and one_side else sk.cohen_kappa_score(gold, predicted),
    }


@pytest.mark.parametrize("outside", [0, 1])
def test_classes(outside):
    samples = list(class_samples(outside))
    for (gold, predicted, labels), ours in zip(samples, ask("class_scores", class_requests(samples))):
        occurring = sorted(set(gold) | set(predicted) - {-1})
        check(ours["overall"], class_peer(gold, predicted, occurring), (gold, predicted))
        # scikit-learn's balanced accuracy has no `labels`; recall over the labels of gold is the same.
        uar = sk.recall_score(gold, predicted, labels=sorted(set(gold)), average="macro")
        assert same(ours["overall"]["balanced_accuracy"], uar)
        if not outside:  # the defaults of scikit-learn, nothing passed
            assert same(ours["overall"]["macro_f1"], sk.f1_score(gold, predicted, average="macro"))
            assert same(ours["overall"]["balanced_accuracy"], sk.balanced_accuracy_score(gold, predicted))
            assert same(ours["overall"]["micro_f1"], ours["overall"]["accuracy"])
        each = dict(labels=range(labels), average=None, zero_division=0)
        for name, peer in [("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score)]:
            values = peer(gold, predicted, **each)
            for label in range(labels):
                value = values[label] if label in occurring else NAN  # scikit-learn: 0
                assert same(ours["labels"][name][str(label)], value)
                reason = ours.get("reasons", {}).get(f"{name}:{label}")
                assert reason == (None if label in occurring else "no_support")


def test_classes_over_the_whole_scheme():
    samples = list(class_samples(1))
    for (gold, predicted, labels), ours in zip(samples, ask("class_scores", class_requests(samples, average="all"))):
        check(ours["overall"], class_peer(gold, predicted, list(range(labels))), (gold, predicted))


@pytest.mark.parametrize("outside", [0, 1])
def test_grades(outside):
    samples = list(class_samples(outside))
    values = [-3, -2, -1, 0, 1.5, 2, 3, 7]
    answers = ask("class_scores", [{**request, "graded": True, "values": values[:request["labels"]]}
                                   for request in class_requests(samples)])
    matrices = ask("grades", class_requests(samples))
    for (gold, predicted, labels), ours, matrix in zip(samples, answers, matrices):
        gold, predicted = gold[predicted >= 0], predicted[predicted >= 0]  # an answer out of the scheme has no place
        if len(gold) == 0:
            assert ours["reasons"]["cohen_kappa_quadratic"] == ours["reasons"]["mae"] == "too_few"
            continue
        of = np.array(values)
        same_one = len(set(gold) | set(predicted)) == 1
        for name, weights in [("linear", "linear"), ("quadratic", "quadratic")]:
            kappa = NAN if same_one else sk.cohen_kappa_score(gold, predicted, weights=weights, labels=range(labels))
            assert same(ours["overall"][f"cohen_kappa_{name}"], kappa)
            assert same(matrix[name], kappa)
        check(ours["overall"], {"mae": sk.mean_absolute_error(of[gold], of[predicted]),
                                "pearson": pearson(of[gold], of[predicted])}, (gold, predicted))


# ---- several labels an item

def set_samples():
    random = np.random.default_rng(3)
    for run in range(RUNS):
        labels, items = int(random.integers(2, 8)), int(random.integers(1, 40))
        gold = random.random((items, labels)) < random.choice([.05, .2, .5])
        predicted = np.where(random.random((items, labels)) < .7, gold, random.random((items, labels)) < .3)
        yield gold.astype(int), predicted.astype(int)


def as_sets(matrix):
    return [np.flatnonzero(row).tolist() for row in matrix]


def set_requests(samples, **options):
    return [{"gold": as_sets(gold), "predicted": as_sets(predicted), "labels": gold.shape[1], **options}
            for gold, predicted in samples]


@pytest.mark.parametrize("empty", ["one", "zero"])
def test_label_sets(empty):
    """The field counts an item without labels on both sides as right (SemEval-2018); scikit-learn's default is 0."""
    samples = list(set_samples())
    division = {"one": 1.0, "zero": 0.0}[empty]
    for (gold, predicted), ours in zip(samples, ask("label_set_scores", set_requests(samples, empty=empty, average="all"))):
        nothing = not gold.any() and not predicted.any()
        average = dict(zero_division=0)
        macro = {} if nothing else {
            "precision": sk.precision_score(gold, predicted, average="macro", **average),
            "recall": sk.recall_score(gold, predicted, average="macro", **average),
            "macro_f1": sk.f1_score(gold, predicted, average="macro", **average),
            "micro_f1": sk.f1_score(gold, predicted, average="micro", **average)}
        check(ours["overall"], {
            "jaccard": sk.jaccard_score(gold, predicted, average="samples", zero_division=division),
            "hamming_loss": sk.hamming_loss(gold, predicted),
            "subset_accuracy": sk.accuracy_score(gold, predicted),
            "weighted_f1": sk.f1_score(gold, predicted, average="weighted", **average) if gold.any() else NAN,
            **macro}, (gold, predicted))


def test_label_sets_over_occurring_labels():
    samples = list(set_samples())
    for (gold, predicted), ours in zip(samples, ask("label_set_scores", set_requests(samples))):
        occurring = gold.any(axis=0) | predicted.any(axis=0)
        for name, whole, peer in [("precision", "precision", sk.precision_score), ("recall", "recall", sk.recall_score),
                                  ("f1", "macro_f1", sk.f1_score)]:
            values = np.where(occurring, peer(gold, predicted, average=None, zero_division=0), NAN)
            assert all(same(ours["labels"][name][str(i)], value) for i, value in enumerate(values))
            assert same(ours["overall"][whole], np.nanmean(values) if occurring.any() else NAN)


# ---- numbers

def pearson(gold, predicted):
    return NAN if len(set(gold)) < 2 or len(set(predicted)) < 2 else stats.pearsonr(gold, predicted)[0]


def number_samples():
    random = np.random.default_rng(5)
    for run in range(2 * RUNS):
        items = int(random.integers(2, 120))
        gold = random.normal(size=items) * 10.0 ** random.integers(-3, 4) + random.choice([0, 0, 5, 1000])
        predicted = gold * random.choice([0, .5, 1, -1]) + random.normal(size=items) * random.choice([.1, 1, 10])
        if run % 3 == 0:  # ties
            gold, predicted = np.round(random.normal(size=items)), np.round(random.normal(size=items) * 2)
        if run % 11 == 0:
            predicted = np.full(items, .1)
        if run % 13 == 0:
            gold = np.full(items, 1 / 3)
        if run % 5 == 0:
            gold, predicted = np.where(random.random(items) < .1, NAN, gold), np.where(random.random(items) < .1, NAN, predicted)
        yield gold, predicted


def test_numbers():
    samples = list(number_samples())
    answers = ask("number_scores", [{"gold": numbers(gold), "predicted": numbers(predicted)} for gold, predicted in samples])
    for (gold, predicted), ours in zip(samples, answers):
        kept = ~np.isnan(gold) & ~np.isnan(predicted)
        gold, predicted = gold[kept], predicted[kept]
        if len(gold) < 2:
            continue
        spread = gold.var() + predicted.var() + (gold.mean() - predicted.mean()) ** 2
        constant = len(set(gold)) < 2 or len(set(predicted)) < 2
        check(ours["overall"], {
            "pearson": pearson(gold, predicted),
            "spearman": NAN if constant else stats.spearmanr(gold, predicted)[0],
            "kendall_tau": NAN if constant else stats.kendalltau(gold, predicted)[0],
            "rmse": sk.root_mean_squared_error(gold, predicted),
            "mae": sk.mean_absolute_error(gold, predicted),
            "r2": NAN if len(set(gold)) < 2 else sk.r2_score(gold, predicted),  # scikit-learn: 1 or 0
        }, (gold, predicted))
        if not constant:
            ccc = 2 * ((gold - gold.mean()) * (predicted - predicted.mean())).mean() / spread
            assert same(ours["overall"]["ccc"], ccc)
        else:
            assert ours["reasons"]["pearson"] == ours["reasons"]["spearman"] == "constant"


# ---- probabilities

def probability_samples():
    random = np.random.default_rng(7)
    for run in range(RUNS):
        labels, items = int(random.integers(2, 7)), int(random.integers(1, 90))
        probabilities = random.dirichlet(np.full(labels, random.choice([.1, 1, 5])), items)
        if run % 3 == 0:  # ties, zeros and ones; tenths are exact neither here nor there, but equal to themselves
            tenths = random.multinomial(8, np.full(labels, 1 / labels), items)
            probabilities = tenths / 8
        gold = np.where(random.random(items) < .5, probabilities.argmax(axis=1), random.integers(0, labels, items))
        yield gold, probabilities


def ece(confidence, correct, bins=15):
    """Bins that are closed above; 0 is in the first."""
    at = np.digitize(confidence, np.arange(1, bins) / bins, right=True)
    return sum(abs((confidence - correct)[at == b].sum()) for b in range(bins)) / len(confidence)


def ece_equal_mass(confidence, correct, bins=15):
    order = np.argsort(confidence, kind="stable")
    return sum(abs((confidence - correct)[part].sum()) for part in np.array_split(order, bins)) / len(confidence)


def aurc(confidence, correct):
    """By definition: for every item, the error among those at least as confident."""
    return np.mean([1 - correct[confidence >= threshold].mean() for threshold in confidence])


def of_labels(peer, truth, probabilities, defined):
    return {str(i): peer(truth[:, i], probabilities[:, i]) if defined(truth[:, i]) else NAN for i in range(truth.shape[1])}


def trapezoid(truth, scores):
    precision, recall, _ = sk.precision_recall_curve(truth, scores)
    return sk.auc(recall, precision)


def mean(values):
    values = [value for value in values if not np.isnan(value)]
    return np.mean(values) if values else NAN


def ranking_peers(truth, probabilities):
    return {"roc_auc": of_labels(sk.roc_auc_score, truth, probabilities, lambda column: 0 < column.mean() < 1),
            "average_precision": of_labels(sk.average_precision_score, truth, probabilities, np.any),
            "pr_auc_trapezoid": of_labels(trapezoid, truth, probabilities, np.any)}


def check_rankings(ours, truth, probabilities):
    for name, values in ranking_peers(truth, probabilities).items():
        check(ours["labels"][name], values, name)
        assert same(ours["overall"][name], mean(values.values())), name


def test_probabilities():
    samples = list(probability_samples())
    answers = ask("probability_scores", [{"gold": gold.tolist(), "probabilities": numbers(rows), "labels": rows.shape[1]}
                                         for gold, rows in samples])
    for run, ((gold, rows), ours) in enumerate(zip(samples, answers)):
        labels = rows.shape[1]
        truth = np.eye(labels)[gold]
        top, right = rows.max(axis=1), (rows.argmax(axis=1) == gold).astype(float)
        of_label = {str(i): ece(rows[:, i], truth[:, i]) for i in range(labels)}
        check(ours["labels"]["ece"], of_label, rows)
        check(ours["overall"], {
            "log_loss": sk.log_loss(gold, rows, labels=range(labels)),
            "brier": ((rows - truth) ** 2).sum(axis=1).mean() / (2 if labels == 2 else 1),
            "ece": ece(top, right), "ece_classwise": np.mean(list(of_label.values())), "aurc": aurc(top, right)}, rows)
        if labels > 2:
            brier = sk.brier_score_loss(gold, rows, labels=range(labels))
        else:
            brier = sk.brier_score_loss(gold, rows[:, 1], pos_label=1, labels=[0, 1])
        assert same(ours["overall"]["brier"], brier)
        if run % 3:  # equal confidences stay together here
            assert same(ours["overall"]["ece_equal_mass"], ece_equal_mass(top, right))
        check_rankings(ours, truth, rows)
        if len(set(gold)) == labels > 2:
            assert same(ours["overall"]["roc_auc"], sk.roc_auc_score(gold, rows / rows.sum(axis=1, keepdims=True), multi_class="ovr"))


def test_probabilities_of_label_sets():
    random = np.random.default_rng(9)
    samples = []
    for run in range(RUNS):
        truth = (random.random((int(random.integers(1, 60)), int(random.integers(2, 7)))) < .3).astype(int)
        rows = random.random(truth.shape)
        samples.append((truth, np.round(rows * 8) / 8 if run % 3 == 0 else rows))
    requests = [{"gold": as_sets(truth), "probabilities": numbers(rows), "labels": truth.shape[1]} for truth, rows in samples]
    every = ask("label_set_probability_scores", [{**request, "average": "all"} for request in requests])
    for run, ((truth, rows), ours, over_all) in enumerate(zip(samples, ask("label_set_probability_scores", requests), every)):
        check_rankings(ours, truth, rows)
        pooled, holds = rows.ravel(), truth.ravel()
        check(ours["overall"], {
            "log_loss": np.mean([sk.log_loss(truth[:, i], rows[:, i], labels=[0, 1]) for i in range(truth.shape[1])]),
            "brier": ((rows - truth) ** 2).mean(), "ece": ece(pooled, holds)}, rows)
        assert same(ours["overall"]["mean_average_precision"], ours["overall"]["average_precision"])
        if run % 3:
            assert same(ours["overall"]["ece_equal_mass"], ece_equal_mass(pooled, holds))
        if truth.any():  # scikit-learn gives a label without items 0, and averages it too
            assert same(over_all["overall"]["mean_average_precision"], sk.average_precision_score(truth, rows, average="macro"))


def bah_curve(scores, truth, anchored):
    """The published procedure, threshold by threshold, in plain words."""
    points = []
    for step in range(1000):
        chosen = scores >= step / 1000
        hits = (chosen & (truth == 1)).sum()
        points.append((hits / (truth == 1).sum(), hits / chosen.sum() if chosen.any() else 0.0, chosen.any()))
    if anchored:
        points = [point for point in points if point[2]] + [(0.0, 1.0, True)]
    return sum((before[0] - after[0]) * (before[1] + after[1]) / 2 for before, after in zip(points, points[1:]))


def test_bah_average_precision():
    random = np.random.default_rng(11)
    samples = [(np.array([.1, .4, .35, .8]), np.array([0, 0, 1, 1])), (np.array([.0005, .9995]), np.array([0, 1]))]
    for run in range(100):
        truth = random.integers(0, 2, int(random.integers(2, 60)))
        truth[0] = 1
        scores = random.random(len(truth)) if run % 2 else random.integers(0, 1001, len(truth)) / 1000
        samples.append((scores, truth))
    answers = ask("ranking", [{"scores": numbers(scores), "truth": numbers(truth)} for scores, truth in samples])
    assert same(answers[0]["official"], 13 / 24) and same(answers[0]["average_precision"], 5 / 6)  # .541667, .833333
    assert answers[1]["official"] == 0 and answers[1]["corrected"] == 1
    for (scores, truth), ours in zip(samples, answers):
        assert same(ours["official"], bah_curve(scores, truth, False))
        assert same(ours["corrected"], bah_curve(scores, truth, True))


# ---- distributions over labels

def test_soft_labels():
    random = np.random.default_rng(13)
    samples = []
    for run in range(RUNS):
        items, labels = int(random.integers(1, 30)), int(random.integers(2, 7))
        gold = random.multinomial(5, np.full(labels, 1 / labels), items)  # answers of five people, many of them none
        samples.append((gold, random.dirichlet(np.ones(labels), items)))
    answers = ask("soft_label_scores", [{"gold": numbers(gold), "predicted": numbers(rows), "labels": rows.shape[1]}
                                        for gold, rows in samples])
    for (gold, rows), ours in zip(samples, answers):
        shares = gold / gold.sum(axis=1, keepdims=True)
        kl = stats.entropy(shares, rows, axis=1)
        check(ours["overall"], {
            "kl": kl.mean(), "cross_entropy": (kl + stats.entropy(shares, axis=1)).mean(),
            "js": (spatial.distance.jensenshannon(shares, rows, axis=1) ** 2).mean(),
            "total_variation": abs(shares - rows).sum(axis=1).mean() / 2}, gold)


# ---- bad input

@pytest.mark.parametrize("function, request_, words", [
    ("class_scores", {"gold": [0, 2], "predicted": [0, 1], "labels": 2}, "row 2: class scores: gold is label 2 of 2"),
    ("class_scores", {"gold": [0], "predicted": [0], "labels": 2, "metrics": ["macro"]}, "no metric 'macro' here; there are accuracy"),
    ("probability_scores", {"gold": [0, 1, 1], "probabilities": [.5, .5, .5, .4, .2, .2], "labels": 2},
     "row 2: probability scores: probabilities sum to 0.9, not to 1; so do not those of 2 of 3 items"),
    ("probability_scores", {"gold": [0], "probabilities": [None, 1], "labels": 2}, "probability nan of label 0 is not in 0..1"),
    ("soft_label_scores", {"gold": [0, 0], "predicted": [.5, .5], "labels": 2}, "row 1: soft label scores: gold is no distribution"),
])
def test_bad_input_is_named(function, request_, words):
    assert words in ask_freely(function, [request_])[0]["error"]
