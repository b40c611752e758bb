// The report's data, version 1, as openaffect/report passes it. Every string in it is a stranger's text.

export interface Rater {
  name: string;
  kind: string;
  version: string;
  licence: string;
  licence_class: string;
  languages: string[];
  source: string;
  schemes: string[];
}

export interface Label {
  id: string;
  name: string;
  count: number;
  mean_probability?: number | null; // over the rated rows; only where the rater gives probabilities
}

// How the values of a column are spread.
export interface Figures {
  count: number;
  missing: number;
  mean: number | null;
  sd: number | null;
  lowest: number | null;
  highest: number | null;
  quantiles: Record<string, number | null>;
}

interface AnyColumn {
  column: string;
  source: string;
  rater: string;
  field: string;
  scheme?: string;
  missing: number;
}

export interface LabelColumn extends AnyColumn {
  kind: "label" | "labels"; // labels: several may hold for a row
  scheme: string;
  labels: Label[];
  none?: number; // labels: rows for which none holds
  confidence?: Figures; // of the decisions
}

// A number of its own: probabilities of labels and confidences stand with their label.
export interface NumberColumn extends AnyColumn, Figures {
  kind: "number";
  minimum: number | null;
  maximum: number | null;
  histogram: { from: number; to: number; counts: number[] };
}

export type Column = LabelColumn | NumberColumn;

// counts[i][j]: rows that the first side calls labels[i] and the second labels[j].
export interface Matrix {
  scheme: string;
  labels: string[];
  counts: number[][];
  n: number;
  equal: number;
}

export interface Cross extends Matrix {
  rater: string;
  field: string;
  rows_source: string;
  columns_source: string;
}

export type Agreement =
  | ({ source: string; raters: [string, string]; kind: "label" } & Matrix)
  | { source: string; raters: [string, string]; kind: "number"; fields: [string, string]; n: number; pearson: number | null };

export type Series =
  | { column: string; kind: "label"; labels: string[]; counts: number[][] } // counts[label][bin]
  | { column: string; kind: "labels"; labels: string[]; counts: number[][]; rated: number[] } // a row may have several
  | { column: string; kind: "number"; means: (number | null)[] };

export interface Time {
  column: string;
  unit: "day" | "week" | "month" | "year";
  missing: number;
  starts: string[];
  rows: number[];
  series: Series[];
}

export interface Language {
  source: string;
  sampled: number;
  shares: { code: string; name: string; share: number }[];
}

// Offsets count Unicode code points of the cell; half-open.
export interface Evidence {
  start: number;
  end: number;
  field: string;
  weight: number;
}

export type Value = string | number | string[] | boolean | null;

export interface Reading {
  source: string;
  rater: string;
  status: string;
  values: Record<string, Value>;
  evidence: Evidence[];
  probabilities?: Record<string, (number | null)[]>; // by label field, in the order of its labels
}

export interface SampleRow {
  row: number;
  cells: Record<string, string | null>;
  readings: Reading[];
}

export interface Report {
  version: number;
  title: string;
  generator: string;
  made: string;
  rows: number;
  bad_rows: number;
  rating_columns?: number; // in the table; more than the columns below, which leave out what stands with a label
  inputs: { path: string; sha256: string }[];
  sources: string[];
  raters: Rater[];
  columns: Column[];
  statuses: { source: string; rater: string; counts: Record<string, number> }[];
  crosses: Cross[];
  agreement: Agreement[];
  time: Time | null;
  languages: Language[];
  samples: { rows_of: number; rows: SampleRow[] };
  warnings: string[];
  limits: string[];
}

const EMPTY: Report = {
  version: 1, title: "", generator: "", made: "", rows: 0, bad_rows: 0, inputs: [], sources: [], raters: [], columns: [],
  statuses: [], crosses: [], agreement: [], time: null, languages: [], samples: { rows_of: 0, rows: [] }, warnings: [], limits: [],
};

// As the file holds them: by field, each word as [start, end, weight].
type WordsByField = Record<string, [number, number, number][]>;

const listed = (evidence: WordsByField): Evidence[] => Object.entries(evidence).flatMap(([field, words]) => words.map(([start, end, weight]) => ({ start, end, field, weight })));

// A part that is left out is empty.
export function complete_report(data: Partial<Report>): Report {
  const report = { ...EMPTY, ...data };
  for (const { readings } of report.samples.rows) for (const reading of readings) reading.evidence = listed(reading.evidence as unknown as WordsByField);
  return report;
}

export const is_label = (column: Column): column is LabelColumn => column.kind !== "number";
export const is_number = (column: Column): column is NumberColumn => column.kind === "number";
