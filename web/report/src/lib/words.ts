// Identifiers of results as people read them: metrics, reasons, tests, patterns. What is not in a list is shown as it is
// written, with spaces.
import { counted, decimal, fixed, spaced, whole } from "./format.ts";
import type { Interval, Pattern, Place, Value } from "./results.ts";

const METRICS = new Map([
  ["krippendorff_alpha", "Krippendorff's α"], ["fleiss_kappa", "Fleiss' κ"], ["conger_kappa", "Conger's κ"], ["cohen_kappa", "Cohen's κ"],
  ["cohen_kappa_linear", "Cohen's κ, linear"], ["cohen_kappa_quadratic", "Cohen's κ, quadratic"], ["scott_pi", "Scott's π"], ["gwet_ac1", "Gwet's AC1"],
  ["gwet_ac2", "Gwet's AC2"], ["icc_1_1", "ICC(1,1)"], ["icc_1_k", "ICC(1,k)"], ["icc_2_1", "ICC(2,1)"], ["icc_2_k", "ICC(2,k)"], ["icc_3_1", "ICC(3,1)"],
  ["icc_3_k", "ICC(3,k)"], ["kendall_w", "Kendall's W"], ["macro_f1", "macro F1"], ["micro_f1", "micro F1"], ["weighted_f1", "weighted F1"], ["mcc", "MCC"],
  ["roc_auc", "ROC AUC"], ["pr_auc_trapezoid", "PR AUC, trapezoid"], ["ece", "ECE"], ["aurc", "AURC"], ["brier", "Brier score"], ["pearson", "Pearson's r"],
  ["spearman", "Spearman's ρ"], ["kendall_tau", "Kendall's τ"], ["ccc", "CCC"], ["rmse", "RMSE"], ["mae", "MAE"], ["r2", "R²"], ["kl", "KL divergence"],
  ["js", "JS divergence"], ["bleu", "BLEU"], ["chrf", "chrF"], ["rouge_l", "ROUGE-L"], ["distinct_1", "Distinct-1"], ["distinct_2", "Distinct-2"],
  ["jaccard", "Jaccard"], ["preference_bias", "preference bias B"],
]);
// What the parts of a figure over labels are.
const OF_LABELS = new Map([["macro_f1", "F1"], ["micro_f1", "F1"], ["weighted_f1", "F1"], ["balanced_accuracy", "recall"], ["mean_average_precision", "average precision"]]);
const AGREEMENT = /^(krippendorff_alpha|fleiss_kappa|conger_kappa|cohen_kappa|cohen_kappa_linear|cohen_kappa_quadratic|scott_pi|gwet_ac[12]|icc_[123]_[1k]|kendall_w|percent_agreement)$/;

export const metric_name = (metric: string, level = ""): string => (METRICS.get(metric) ?? spaced(metric)) + (level ? ` (${spaced(level)})` : "");
export const label_metric_name = (metric: string, level = ""): string => OF_LABELS.get(metric) ?? metric_name(metric, level);
export const is_agreement = (metric: string): boolean => AGREEMENT.test(metric);

const REASONS = new Map([
  ["no_support", "neither gold nor prediction has this label"], ["not_rated", "the rater gives no such field"], ["one_rater", "only one rater"], ["one_unit", "only one unit"],
  ["one_category", "only one category occurs"], ["one_label", "only one label occurs"], ["all_missing", "every rating is missing"], ["no_pairs", "no unit has two ratings"],
  ["no_items", "no items"], ["too_few_items", "too few items"], ["too_few_pairs", "fewer than two pairs"], ["constant", "all values are the same"], ["constant_prediction", "all predictions are the same"],
  ["constant_gold", "all gold values are the same"], ["no_probabilities", "there are no probabilities"], ["not_finite", "a value is no finite number"], ["incomplete_units", "no unit is complete"],
  ["no_complete_units", "no unit is complete"], ["no_variance", "the values do not vary"], ["no_rater_identity", "raters have no names"], ["no_common_units", "no unit in common"], ["absent", "the task is absent"],
]);
export const reason_words = (reason: string | undefined): string => (reason ? (REASONS.get(reason) ?? spaced(reason)) : "no reason given");

// "0.512", or why there is none.
export const figure = (value: number | null | undefined, reason?: string, digits = 3): string => (value === null || value === undefined ? `undefined: ${reason_words(reason)}` : fixed(value, digits));

export const interval = (ci: Interval | null | undefined, digits = 3): string => (ci ? `${fixed(ci[0], digits)} to ${fixed(ci[1], digits)}` : "");

export const probability = (p: number | null): string => (p === null ? "" : p < 0.001 ? "< 0.001" : fixed(p, 3));

const METHODS = new Map([["percentile", "percentile bootstrap"], ["bca", "BCa bootstrap"], ["f", "F distribution"]]);
export const method_name = (method: string): string => METHODS.get(method) ?? spaced(method);
const TESTS = new Map([["paired_permutation", "paired permutation test"], ["mcnemar_exact", "exact McNemar test"], ["paired_bootstrap", "paired bootstrap test"]]);
export const test_name = (test: string): string => TESTS.get(test) ?? spaced(test);
const CONSENSUS = new Map([["majority", "majority"], ["ewe", "evaluator weighted estimate (EWE)"], ["dawid_skene", "Dawid–Skene"]]);
export const consensus_name = (method: string): string => CONSENSUS.get(method) ?? spaced(method);

export const value_words = (value: Value | undefined): string =>
  value === null || value === undefined ? "–" : typeof value === "number" ? decimal(value) : Array.isArray(value) ? value.map(spaced).join(", ") || "none" : spaced(value);

export function pattern_words({ kind, from, length, value, other, note }: Pattern): string {
  if (note) return note;
  const where = from === undefined ? "" : `, from rating ${whole(from)} on`;
  const run = length === undefined ? "" : `${counted(length, "rating")} running`;
  if (kind === "constant") return `${run || "All ratings"} with the same value${value === undefined ? "" : `, ${value_words(value)}`}${where}.`;
  if (kind === "alternating") return `${run || "Ratings"} in turns${value === undefined ? "" : `, ${value_words(value)} and ${value_words(other)}`}${where}.`;
  return [run, where.slice(2)].filter(Boolean).join(" ");
}
export const pattern_name = (kind: string): string => ({ constant: "always the same", alternating: "taking turns" })[kind] ?? spaced(kind);

// "network-b · EI-reg · anger"; `fallback` where all of it is empty.
export const place_name = ({ system, task, label }: Pick<Place, "task" | "label"> & { system?: string }, fallback = ""): string => [system, task, label].filter(Boolean).join(" · ") || fallback;
