// The data of a page of results (`openaffect agree`, `evaluate`, `compare`), version 1. Every string in it is a
// stranger's text, except the identifiers `metric`, `level`, `reason`, `ci_method`, `test`, `kind`, which are ours.
//
// Rules for all of it:
// - A part that is left out is empty, and its section does not appear. So are the fields marked with `?`.
// - A figure that is undefined is null with a `reason` beside it (snake_case); it is never 0.
// - What is sampled or cut says of how many; figures (ECE, AURC, bias, limits, CCC) are those of all items, never of the
//   points that are drawn.

export type Interval = [number, number];

// A figure of one label or one rater.
export interface Part {
  name: string;
  value: number | null;
  reason?: string;
  ci?: Interval | null;
  n?: number; // its items: support, or what a rater rated
}

// Who is measured against what, where: it stands in rows and in blocks alike, so that they can be brought together.
export interface Place {
  system: string; // "" for all raters together
  against: string; // "gold", another rater, another system
  task: string; // of a benchmark, or the column; ""
  label: string; // the label or field it speaks of; "": all
}

// One figure: an element of `results` of `--json` as it is (openaffect/report/result_rows.h).
export interface Row extends Place {
  metric: string;
  level: string; // of krippendorff_alpha
  value: number | null;
  reason: string; // "" where there is a value
  ci: Interval | null; // of the difference where there is one
  ci_method: string;
  resamples: number;
  seed: number;
  n_items: number;
  n_ratings: number;
  per_label: Part[];
  per_rater: Part[];
  difference: number | null; // system minus against; null: not a comparison (or undefined: then `test` is set, and `reason`)
  p: number | null;
  p_adjusted: number | null; // Holm's
  family: number; // how many tests it has; 0: none
  test: string; // "paired_permutation", "mcnemar_exact", "paired_bootstrap"; "": not a comparison
  published: number | null;
  note: string; // one sentence
}

// counts[i][j]: items whose gold is labels[i] and whose prediction is columns[j]. `columns` is left out where it is the
// labels; with answers that are no label it is the labels and then "out_of_range", "no_number", "no_answer".
// Of two raters: rows are `against`, columns `system`.
export interface Matrix extends Place {
  labels: string[];
  columns?: string[];
  counts: number[][];
  n: number;
}

// Reliability: bins of confidence, empty ones with n 0 and nulls.
export interface Calibration extends Place {
  kind: string; // "top_label", "pooled_binary", "class_wise" (then Place.label is the class)
  binning: string; // "equal_width", "equal_mass"
  bins: { from: number; to: number; n: number; confidence: number | null; accuracy: number | null; ci?: Interval | null }[];
  n: number;
  ece: number | null;
  ece_ci?: Interval | null;
  reason?: string;
}

// Risk (share of wrong answers) among the most confident share of the items. At most 400 points, coverage rising.
export interface RiskCoverage extends Place {
  points: [number, number][]; // coverage, risk
  n: number;
  aurc: number | null;
  aurc_ci?: Interval | null;
  reason?: string;
}

// Gold and predicted numbers (of two raters: against and system). At most 2,000 points, a seeded sample.
export interface Scatter extends Place {
  points: [number, number][]; // gold, predicted
  ids?: string[]; // of the points
  n: number; // all pairs
  minimum?: number | null; // the scale's range
  maximum?: number | null;
  ccc: number | null;
  pearson: number | null;
  reason?: string; // of ccc or pearson where they are null
  // Differences predicted − gold: their mean, their standard deviation, bias ± 1.96 sd. null: fewer than two pairs.
  bland_altman: { bias: number; sd: number; lower: number; upper: number; bias_ci?: Interval | null } | null;
}

// values[i][j]: rater i with rater j, null where undefined (and on the diagonal); n[i][j]: units that both rated.
// At most 100 raters.
export interface RaterMatrix {
  task: string;
  label: string;
  names: string[];
  measures: { metric: string; level?: string; values: (number | null)[][]; n: number[][]; reasons?: Record<string, string> }[]; // reasons by "i,j"
}

// What is odd about a rater. `kind`: "constant" (`length` ratings running with the same `value`), "alternating" (`value`
// and `other` taking turns), or another name of ours; `from` is the place of the first in the file, counted from 1.
export interface Pattern {
  kind: string;
  from?: number;
  length?: number;
  value?: Value;
  other?: Value;
  note?: string; // a sentence, in place of the page's own
}

export interface RaterReport {
  name: string;
  task?: string;
  label?: string;
  n: number; // ratings given
  missing?: number; // units not rated
  metric: string; // of `agreement`
  level?: string;
  agreement: number | null; // with the others
  reason?: string;
  ci?: Interval | null;
  without?: number | null; // the figure of all raters when this one is left out; of `without_metric`, else of `metric`
  without_metric?: string;
  without_level?: string;
  weight?: number | null; // of EWE
  bias?: number | null; // mean difference from the others' mean; numbers only
  drift_of?: string; // what `drift` is, in words; "": the metric
  drift?: (number | null)[]; // agreement with the others in equal parts of the file, in order; null: undefined there
  patterns: Pattern[];
}

export type Value = string | number | string[] | null;

// One item. Either gold and predicted, or what each rater said.
export interface Disagreement extends Place {
  id: string;
  text: string | null;
  gold?: Value;
  predicted?: Value;
  status?: string; // of the answer: "ok", "out_of_range", "no_number", "no_answer"
  values?: { rater: string; value: Value }[];
  distance: number | null; // null: no answer
  confidence?: number; // of the wrong answer
}

export interface Consensus {
  task?: string;
  label?: string;
  method: string; // "majority", "mean", "median", "ewe", "dawid_skene"
  units: number;
  ties: number | null; // units without one winner; null: the method has none
  undecided?: number; // units without a rating
  labels?: { id: string; count: number }[]; // units by their consensus
  mean?: number | null; // of numbers
  sd?: number | null;
  tied?: { id: string; text: string | null; labels: { id: string; share: number }[] }[]; // at most 200
  weights?: { rater: string; weight: number | null; reason?: string }[];
  // Dawid–Skene: shares[i][j] of `labels[j]` said where `labels[i]` is true, estimated.
  confusions?: { rater: string; labels: string[]; shares: (number | null)[][] }[];
}

// A table as a paper prints it, with our rows among its own; ours end in " (here)". Cells are text: a number, "-", a reason.
export interface PublishedTable {
  columns: string[];
  rows: string[][];
}

export interface Results {
  kind: "results";
  version: 1;
  command: string; // "agree", "evaluate", "compare"
  title: string;
  generator: string;
  made: string;
  inputs: { path: string; sha256: string; role?: string }[]; // role: "ratings", "gold", "predictions"
  items: number;
  ratings: number; // 0 where there are none to count
  seed: number;
  resamples: number; // 0: no intervals asked for
  clusters: string | null; // the column that is resampled by
  cluster_count?: number;
  rows: Row[];
  matrices: Matrix[];
  calibration: Calibration[];
  risk_coverage: RiskCoverage[];
  scatter: Scatter[];
  rater_matrices: RaterMatrix[];
  raters: RaterReport[];
  // The worst `rows` (at most 500, the same number of each task and system, one after the other) of the `of` items that
  // differ; `measure`: what `distance` is, in words.
  disagreements: { of: number; measure: string; rows: Disagreement[] };
  consensus: Consensus[];
  published: PublishedTable[];
  warnings: string[];
  limits: string[];
}

const EMPTY: Results = {
  kind: "results", version: 1, command: "", title: "", generator: "", made: "", inputs: [], items: 0, ratings: 0, seed: 0, resamples: 0, clusters: null,
  rows: [], matrices: [], calibration: [], risk_coverage: [], scatter: [], rater_matrices: [], raters: [],
  disagreements: { of: 0, measure: "", rows: [] }, consensus: [], published: [], warnings: [], limits: [],
};

const NO_PLACE: Place = { system: "", against: "", task: "", label: "" };
const NO_ROW: Row = {
  ...NO_PLACE, metric: "", level: "", value: null, reason: "", ci: null, ci_method: "", resamples: 0, seed: 0, n_items: 0, n_ratings: 0,
  per_label: [], per_rater: [], difference: null, p: null, p_adjusted: null, family: 0, test: "", published: null, note: "",
};

const placed = <T extends Place>(blocks: T[]): T[] => blocks.map((block) => ({ ...NO_PLACE, ...block }));

// The interval of the figure that stands among the rows.
const interval_of = (rows: Row[], place: Place, metric: string): Interval | null =>
  rows.find((row) => row.metric === metric && row.system === place.system && row.against === place.against && row.task === place.task && row.label === place.label)?.ci ?? null;

// Fills in what is left out.
export function complete_results(data: Partial<Results>): Results {
  const all = { ...EMPTY, ...data };
  return {
    ...all,
    rows: all.rows.map((row) => ({ ...NO_ROW, ...row })),
    matrices: placed(all.matrices),
    calibration: placed(all.calibration).map((curve) => ({ ...curve, ece_ci: curve.ece_ci ?? interval_of(all.rows, curve, "ece") })),
    risk_coverage: placed(all.risk_coverage).map((curve) => ({ ...curve, aurc_ci: curve.aurc_ci ?? interval_of(all.rows, curve, "aurc") })),
    scatter: placed(all.scatter),
    raters: all.raters.map((rater) => ({ ...rater, patterns: rater.patterns ?? [] })),
    disagreements: { ...EMPTY.disagreements, ...all.disagreements, rows: placed(all.disagreements.rows ?? []) },
  };
}

// The columns of one task: "EI-reg" and "EI-reg anger".
function published_of(tables: PublishedTable[], task: string): PublishedTable[] {
  return tables.flatMap(({ columns, rows }) => {
    const places = columns.flatMap((column, at) => (at > 0 && (column === task || column.startsWith(`${task} `)) ? [at] : []));
    const kept = rows.filter((row) => places.some((at) => row[at] !== "-"));
    return places.length ? [{ columns: [columns[0], ...places.map((at) => columns[at])], rows: kept.map((row) => [row[0], ...places.map((at) => row[at])]) }] : [];
  });
}

// What speaks of one task; all of it for "".
export function of_task(results: Results, task: string): Results {
  if (!task) return results;
  const here = <T extends { task?: string }>(all: T[]): T[] => all.filter((one) => one.task === task);
  const rows = here(results.disagreements.rows);
  return {
    ...results, rows: here(results.rows), matrices: here(results.matrices), calibration: here(results.calibration), risk_coverage: here(results.risk_coverage),
    scatter: here(results.scatter), rater_matrices: here(results.rater_matrices), raters: here(results.raters), consensus: here(results.consensus),
    disagreements: { ...results.disagreements, rows }, published: published_of(results.published, task),
  };
}

export const is_comparison = (row: Row): boolean => row.test !== "" || row.difference !== null;
