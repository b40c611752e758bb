// Made-up results for the page's tests and pictures: invented items, judged by two toy systems and five toy raters. The
// same seed gives the same page. Figures are of the toys where that is a line of code, invented where it is not.
import { HOSTILE, random_from } from "./sample.mjs";

export const LABELS = ["joy", "sadness", "anger", "fear", "surprise", "neutral"];
const ITEMS = 640;
const RATERS = ["ann", "ben", "chi", "dora", "emil"];
const THINGS = ["the last train", "a letter from home", "my new neighbour", "the exam", "this kettle", "an old photograph"];
const SAID = { joy: "I could dance about", sadness: "I cannot stop crying over", anger: "I have had enough of", fear: "I do not dare to think of", surprise: "I never expected", neutral: "There was also" };
export const GOLD = { system: "", against: "gold", task: "", label: "" };

const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / values.length;
const clipped = (value) => Math.min(1, Math.max(-1, value));
const rounded = (value, digits = 4) => (value === null ? null : Number(value.toFixed(digits)));

function make_items(random) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const pick = (list) => list[Math.floor(random() * list.length)];
  return Array.from({ length: ITEMS }, (_, at) => {
    const gold = random() < 0.35 ? "neutral" : pick(LABELS);
    const valence = clipped(({ joy: 0.6, surprise: 0.1, neutral: 0 }[gold] ?? -0.5) + 0.25 * normal());
    const confidence = 1 / LABELS.length + (1 - 1 / LABELS.length) * Math.sqrt(random());
    const predicted = random() < confidence ** 1.4 ? gold : pick(LABELS);
    return {
      id: `item-${at + 1}`, text: `${SAID[gold]} ${pick(THINGS)}${random() < 0.3 ? ", and that is all there is to say about it" : ""}.`, gold, valence: rounded(valence, 3), confidence,
      predicted: at % 97 === 0 ? null : predicted, other: random() < 0.45 ? gold : pick(LABELS),
      predicted_valence: rounded(clipped(0.7 * valence + 0.1 + 0.2 * normal()), 3),
      said: RATERS.map((_, rater) => (random() < 0.1 ? null : rater === 4 && at > 500 ? "neutral" : random() < 0.75 - rater * 0.08 ? gold : pick(LABELS))),
    };
  });
}

function scores_of(items, said) {
  return LABELS.map((label) => {
    const both = items.filter((item) => item.gold === label && said(item) === label).length;
    const support = items.filter((item) => item.gold === label).length;
    const named = items.filter((item) => said(item) === label).length;
    return { name: label, n: support, precision: named ? both / named : null, recall: support ? both / support : null, f1: support + named ? (2 * both) / (support + named) : null };
  });
}
const spread = (value, n) => (value === null ? null : [rounded(Math.max(0, value - 1.1 / Math.sqrt(n))), rounded(Math.min(1, value + 0.9 / Math.sqrt(n)))]);
const NO_LABEL = { name: "contempt", value: null, reason: "no_support", ci: null, n: 0 };
const parts = (scores, figure) => [...scores.map(({ name, n, [figure]: value }) => ({ name, value: rounded(value), reason: "", ci: spread(value, n), n })), NO_LABEL];

const DRAWN = { ci_method: "percentile", resamples: 10000, seed: 1 };
const row = (metric, value, more = {}) => ({ ...GOLD, metric, level: "", value: rounded(value), reason: "", ci: value === null ? null : spread(value, ITEMS), ...DRAWN, n_items: ITEMS, n_ratings: 0, per_label: [], per_rater: [], difference: null, p: null, p_adjusted: null, family: 0, test: "", published: null, note: "", ...more });
const undefined_row = (metric, reason, more = {}) => row(metric, null, { reason, ...more });

function system_rows(items, system, said, published) {
  const scores = scores_of(items, said);
  const at = (figure, metric, more) => row(metric, mean(scores.map((one) => one[figure] ?? 0)), { system, per_label: parts(scores, figure), ...more });
  return [
    row("accuracy", items.filter((item) => said(item) === item.gold).length / ITEMS, { system, published }),
    at("f1", "macro_f1"), at("precision", "precision"), at("recall", "balanced_accuracy"),
    undefined_row("roc_auc", "no_probabilities", { system }),
  ];
}

const compared = (system, against, metric, difference, ci, p, p_adjusted, more = {}) => row(metric, null, { system, against, difference, ci, p, p_adjusted, family: 4, test: "paired_bootstrap", ...more });

function agreement_rows() {
  const all = (metric, value, more) => row(metric, value, { against: "", system: "", n_ratings: 2890, task: "emotion", ...more });
  return [
    all("krippendorff_alpha", 0.512, { level: "nominal", per_label: LABELS.map((name, at) => ({ name, value: 0.62 - at * 0.05, ci: [0.55 - at * 0.05, 0.68 - at * 0.05], n: ITEMS })), per_rater: RATERS.map((name, at) => ({ name, value: 0.5 + at * 0.02, ci: [0.46 + at * 0.02, 0.54 + at * 0.02], n: 570 })) }),
    all("fleiss_kappa", 0.51), all("gwet_ac1", 0.55), all("percent_agreement", 0.61), all("conger_kappa", 0.509),
    all("krippendorff_alpha", -0.04, { level: "interval", ci: [-0.11, 0.03] }),
    all("kendall_w", null, { reason: "incomplete_units", note: "Only units that every rater rated count, and there are none." }),
    all("icc_2_1", 0.44, { ci: [0.31, 0.56], ci_method: "f", resamples: 0 }),
  ];
}

const matrix = (items, system, said) => {
  const columns = [...LABELS, "no_answer"];
  return { ...GOLD, system, labels: LABELS, columns, counts: LABELS.map((label) => columns.map((column) => items.filter((item) => item.gold === label && (said(item) ?? "no_answer") === column).length)), n: items.length };
};

function calibration_of(items, system) {
  const bins = Array.from({ length: 15 }, (_, bin) => {
    const held = items.filter(({ confidence }) => Math.min(14, Math.floor(confidence * 15)) === bin);
    return { from: bin / 15, to: (bin + 1) / 15, n: held.length, confidence: held.length ? mean(held.map(({ confidence }) => confidence)) : null, accuracy: held.length ? mean(held.map(({ gold, predicted }) => Number(gold === predicted))) : null };
  });
  return { ...GOLD, system, kind: "top_label", binning: "equal_width", bins, n: items.length, ece: sum(bins.map(({ n, confidence, accuracy }) => (n ? (n / items.length) * Math.abs(confidence - accuracy) : 0))), ece_ci: [0.041, 0.093], reason: "" };
}

function risk_of(items, system) {
  const wrong = items.toSorted((one, other) => other.confidence - one.confidence).map(({ gold, predicted }) => Number(gold !== predicted));
  const risks = wrong.map((_, at) => sum(wrong.slice(0, at + 1)) / (at + 1));
  return { ...GOLD, system, points: risks.map((risk, at) => [rounded((at + 1) / items.length), rounded(risk)]).filter((_, at) => at % 2), n: items.length, aurc: mean(risks), aurc_ci: [0.16, 0.24], reason: "" };
}

function scatter_of(items, system) {
  const gold = items.map(({ valence }) => valence), predicted = items.map(({ predicted_valence }) => predicted_valence);
  const [one, other] = [mean(gold), mean(predicted)];
  const both = mean(gold.map((value, at) => (value - one) * (predicted[at] - other)));
  const [first, second] = [mean(gold.map((value) => (value - one) ** 2)), mean(predicted.map((value) => (value - other) ** 2))];
  const differences = gold.map((value, at) => predicted[at] - value), bias = mean(differences);
  const sd = Math.sqrt(sum(differences.map((value) => (value - bias) ** 2)) / (differences.length - 1));
  return {
    ...GOLD, system, label: "valence", points: gold.map((value, at) => [value, predicted[at]]), ids: items.map(({ id }) => id), n: 5431, minimum: -1, maximum: 1,
    ccc: (2 * both) / (first + second + (one - other) ** 2), pearson: both / Math.sqrt(first * second), reason: "", bland_altman: { bias, sd, lower: bias - 1.96 * sd, upper: bias + 1.96 * sd, bias_ci: [bias - 0.02, bias + 0.02] },
  };
}

function rater_matrix() {
  const pairs = (of) => RATERS.map((_, one) => RATERS.map((_, other) => (one === other ? null : of(Math.min(one, other), Math.max(one, other)))));
  return {
    task: "emotion", label: "", names: RATERS,
    measures: [
      { metric: "cohen_kappa", values: pairs((one, other) => (other === 4 && one === 3 ? null : rounded(0.62 - 0.06 * one - 0.04 * other))), n: pairs((one, other) => 540 - one - other), reasons: { "3,4": "one_category", "4,3": "one_category" } },
      { metric: "percent_agreement", values: pairs((one, other) => rounded(0.72 - 0.05 * one - 0.03 * other)), n: pairs((one, other) => 540 - one - other) },
    ],
  };
}

function rater_reports(items) {
  return RATERS.map((name, at) => ({
    name, task: "emotion", label: "", n: items.filter(({ said }) => said[at] !== null).length, missing: items.filter(({ said }) => said[at] === null).length,
    metric: "krippendorff_alpha", level: "nominal", agreement: at === 4 ? null : rounded(0.58 - at * 0.06), reason: at === 4 ? "one_category" : "", ci: at === 4 ? null : [0.53 - at * 0.06, 0.62 - at * 0.06],
    without: 0.5 + at * 0.02, weight: at === 4 ? null : rounded(0.8 - at * 0.1), bias: null,
    drift: Array.from({ length: 10 }, (_, part) => (at === 4 && part > 7 ? null : rounded(0.55 - at * 0.06 + 0.06 * Math.sin(part * 1.7 + at) - (at === 3 ? part * 0.03 : 0)))),
    patterns: at === 4 ? [{ kind: "constant", from: 502, length: 128, value: "neutral" }] : at === 3 ? [{ kind: "alternating", from: 211, length: 24, value: "joy", other: "fear" }, { kind: "too_quick", note: "Ratings come every 0.4 s." }] : [],
  }));
}

function disagreements_of(items) {
  const of_systems = items.filter(({ gold, predicted }) => gold !== predicted).slice(0, 90).map((item, at) => ({ ...GOLD, system: "network-b", id: item.id, text: at === 7 ? null : item.text, gold: item.gold, predicted: item.predicted, status: item.predicted === null ? "no_answer" : "ok", distance: item.predicted === null ? null : 1 }));
  const of_numbers = items.map((item) => ({ ...GOLD, system: "network-b", label: "valence", id: item.id, text: item.text, gold: item.valence, predicted: item.predicted_valence, distance: Math.abs(item.valence - item.predicted_valence) })).sort((one, other) => other.distance - one.distance).slice(0, 60);
  const of_raters = items.slice(0, 40).map((item, at) => ({ ...GOLD, against: "", task: "emotion", id: item.id, text: item.text, values: RATERS.map((rater, which) => ({ rater, value: item.said[which] })).filter(({ value }) => value !== null), distance: 1 - at / 80 }));
  const hostile = Object.entries(HOSTILE).map(([name, text]) => ({ ...GOLD, system: "network-b", id: `hostile-${name}`, text, gold: "joy", predicted: "fear", status: "ok", distance: 1 }));
  return { of: 412, measure: "share of differing pairs for labels, absolute difference for numbers", rows: [...of_systems.slice(0, 30), ...hostile, ...of_systems.slice(30), ...of_numbers, ...of_raters] };
}

const consensus_of = (items) => [
  { task: "emotion", label: "", method: "majority", units: ITEMS, ties: 37, undecided: 2, labels: LABELS.map((id) => ({ id, count: items.filter(({ gold }) => gold === id).length })), tied: items.slice(0, 37).map(({ id, text }) => ({ id, text, labels: [{ id: "joy", share: 0.4 }, { id: "surprise", share: 0.4 }, { id: "neutral", share: 0.2 }] })) },
  { task: "emotion", label: "", method: "dawid_skene", units: ITEMS, ties: null, labels: [], confusions: RATERS.slice(0, 2).map((rater) => ({ rater, labels: LABELS, shares: LABELS.map((_, row) => LABELS.map((_, column) => (row === column ? 0.75 : 0.05))) })) },
  { task: "", label: "valence", method: "ewe", units: ITEMS, ties: null, mean: 0.06, sd: 0.41, weights: RATERS.map((rater, at) => ({ rater, weight: at === 4 ? null : 0.8 - at * 0.1, reason: at === 4 ? "constant" : "" })) },
];

export function sample_results() {
  const items = make_items(random_from(20270114));
  const first = (item) => item.predicted, second = (item) => item.other;
  return {
    kind: "results", version: 1, command: "evaluate", title: "network-b.jsonl, lexicon-a.jsonl", generator: "openaffect 0.1.0", made: "2027-01-14T09:30:00Z",
    inputs: [{ path: "network-b.jsonl", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef", role: "predictions" }, { path: "gold.jsonl", sha256: "", role: "gold" }],
    items: ITEMS, ratings: 2890, seed: 1, resamples: 10000, clusters: "speaker", cluster_count: 48,
    rows: [
      ...system_rows(items, "network-b", first, 0.7), ...system_rows(items, "lexicon-a", second, null),
      row("ccc", 0.68, { system: "network-b", label: "valence", published: 0.71 }), row("rmse", 0.24, { system: "network-b", label: "valence", note: "Recorded under another prompt than the paper's." }), undefined_row("pearson", "constant_prediction", { system: "lexicon-a", label: "valence" }),
      ...agreement_rows(),
      compared("network-b", "lexicon-a", "macro_f1", 0.214, [0.171, 0.256], 0.0001, 0.0004), compared("network-b", "lexicon-a", "accuracy", 0.012, [-0.021, 0.044], 0.48, 0.96, { test: "mcnemar_exact" }),
      compared("network-c", "lexicon-a", "macro_f1", -0.083, [-0.121, -0.046], 0.002, 0.006), compared("network-c", "lexicon-a", "ccc", null, null, null, null, { reason: "constant_prediction" }),
    ],
    matrices: [matrix(items, "network-b", first), matrix(items, "lexicon-a", second)],
    calibration: [calibration_of(items, "network-b")], risk_coverage: [risk_of(items, "network-b")], scatter: [scatter_of(items, "network-b")],
    rater_matrices: [rater_matrix()], raters: rater_reports(items), disagreements: disagreements_of(items), consensus: consensus_of(items),
    warnings: ["7 of 640 answers of network-b hold no label of the scheme; they count as wrong.", "Items of one speaker are resampled together (48 speakers)."],
    limits: ["Gold is what some people said, not what somebody felt.", "An interval says how the figure varies with the items, not with other raters."],
  };
}
