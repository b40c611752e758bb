"""statistics beside scipy, statsmodels and numpy at run time, on random input, through statistics_probe."""

import itertools
import json
import os
import pathlib
import subprocess

import numpy
import pytest
import scipy.stats

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROBE = pathlib.Path(os.environ.get("OPENAFFECT_PROBES", ROOT / "build/release/bin")) / "statistics_probe"


def ask(*requests):
    """One answer a request."""
    if not PROBE.exists():
        pytest.skip(f"needs {PROBE.name}, which is built with OA_TESTS, without OA_SANITIZE")
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([PROBE], input=lines, capture_output=True, text=True, check=True, timeout=600)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("ours, theirs", [("holm", "holm"), ("benjamini_hochberg", "fdr_bh")])
def test_adjusted_p_values(ours, theirs):
    """40 families of up to 29 tests: statsmodels takes 50 ms for one of Holm's."""
    from statsmodels.stats.multitest import multipletests

    random = numpy.random.default_rng(1)
    families = [numpy.round(random.random(random.integers(1, 30)) ** 3, random.integers(1, 12)) for _ in range(40)]
    answers = ask(*({"function": ours, "p": list(p)} for p in families))
    for p, adjusted in zip(families, answers, strict=True):
        numpy.testing.assert_allclose(adjusted, multipletests(p, method=theirs)[1], rtol=0, atol=1e-14)


def test_mcnemar():
    from statsmodels.stats.contingency_tables import mcnemar

    random = numpy.random.default_rng(2)
    pairs = [(int(a), int(b)) for a, b in random.integers(0, 400, (200, 2))] + [(0, 1), (1, 0), (3, 3), (0, 2000)]
    answers = ask(*({"function": "mcnemar_exact", "only_a": a, "only_b": b} for a, b in pairs))
    for (a, b), p in zip(pairs, answers, strict=True):
        assert p == pytest.approx(mcnemar([[0, a], [b, 0]], exact=True).pvalue, rel=1e-10)
        assert p == pytest.approx(scipy.stats.binomtest(a, a + b).pvalue, rel=1e-10)


def test_quantiles():
    random = numpy.random.default_rng(3)
    cases = [(list(random.normal(size=random.integers(1, 50)).round(1)), float(random.random())) for _ in range(200)]
    answers = ask(*({"function": "quantile", "values": values, "probability": p} for values, p in cases))
    for (values, p), quantile in zip(cases, answers, strict=True):
        assert quantile == pytest.approx(numpy.quantile(values, p), abs=1e-12)


def test_permutation_is_exact_for_few_items():
    random = numpy.random.default_rng(4)
    cases = [random.integers(0, 6, (2, random.integers(2, 11))) / 5 for _ in range(60)]
    answers = ask(*({"function": "paired_permutation", "a": list(a), "b": list(b), "resamples": 10000, "seed": 1} for a, b in cases))
    for (a, b), ours in zip(cases, answers, strict=True):
        peer = scipy.stats.permutation_test((a, b), lambda x, y: numpy.mean(x) - numpy.mean(y), permutation_type="samples", n_resamples=numpy.inf)
        assert ours["exact"]
        assert ours["difference"] == pytest.approx(peer.statistic, abs=1e-12)
        assert ours["p"] == pytest.approx(peer.pvalue, abs=1e-12)


def test_permutation_of_many_items():
    random = numpy.random.default_rng(5)
    a = random.normal(size=150)
    b = a + random.normal(-0.1, 0.7, size=150)
    (ours,) = ask({"function": "paired_permutation", "a": list(a), "b": list(b), "resamples": 40000, "seed": 1})
    peer = scipy.stats.permutation_test((a, b), lambda x, y, axis: numpy.mean(x - y, axis=axis), permutation_type="samples", vectorized=True,
                                        n_resamples=40000, batch=2000, rng=random)
    assert not ours["exact"]
    assert ours["p"] == pytest.approx(peer.pvalue, abs=5 * (2 * peer.pvalue / 40000) ** 0.5)  # five standard errors of the difference


def correlation(x, y, axis=-1):
    x, y = (values - values.mean(axis=axis, keepdims=True) for values in (x, y))
    return (x * y).sum(axis=axis) / numpy.sqrt((x * x).sum(axis=axis) * (y * y).sum(axis=axis))


CASES = list(itertools.product(["mean", "correlation"], ["percentile", "bca"], [0.9, 0.95]))


@pytest.mark.parametrize("statistic, method, confidence", CASES)
def test_bootstrap(statistic, method, confidence):
    """Two bootstraps of 50,000 resamples; an end's Monte-Carlo error at 95 % is about .012 standard errors, so .06 holds."""
    random = numpy.random.default_rng(6)
    x = random.exponential(size=80)
    y = x + random.exponential(size=80)
    (ours,) = ask({"function": "bootstrap", "statistic": statistic, "x": list(x), "y": list(y), "resamples": 50000, "seed": 2,
                   "confidence": confidence, "method": method})
    function, data = (numpy.mean, (x,)) if statistic == "mean" else (correlation, (x, y))
    peer = scipy.stats.bootstrap(data, function, paired=True, vectorized=True, n_resamples=50000, batch=5000, confidence_level=confidence,
                                 method={"bca": "BCa"}.get(method, method), rng=random)
    error = peer.standard_error
    assert ours["note"] == ""
    assert ours["estimate"] == pytest.approx(float(function(*data)), abs=1e-12)
    assert ours["standard_error"] == pytest.approx(error, rel=0.02)
    assert ours["low"] == pytest.approx(peer.confidence_interval.low, abs=0.06 * error)
    assert ours["high"] == pytest.approx(peer.confidence_interval.high, abs=0.06 * error)


def test_clusters():
    """The mean over clusters of one size is the mean of the clusters' means: scipy on those."""
    random = numpy.random.default_rng(7)
    x = random.normal(size=(40, 5)) + random.exponential(size=(40, 1))
    (ours,) = ask({"function": "bootstrap", "statistic": "mean", "x": list(x.ravel()), "y": [], "resamples": 50000, "seed": 2, "confidence": 0.95,
                   "method": "bca", "clusters": [number for number in range(40) for _ in range(5)]})
    peer = scipy.stats.bootstrap((x.mean(axis=1),), numpy.mean, vectorized=True, n_resamples=50000, batch=5000, rng=random)
    assert ours["low"] == pytest.approx(peer.confidence_interval.low, abs=0.06 * peer.standard_error)
    assert ours["high"] == pytest.approx(peer.confidence_interval.high, abs=0.06 * peer.standard_error)


def test_smallest_difference():
    """One sample of 400 with a spread of 1 has a standard error of .05; the difference found has power .8, by statsmodels."""
    from statsmodels.stats.power import NormalIndPower

    (ours,) = ask({"function": "smallest_difference", "standard_error": 0.05})
    assert NormalIndPower().power(effect_size=ours, nobs1=400, alpha=0.025, ratio=0, alternative="larger") == pytest.approx(0.8, abs=1e-9)
