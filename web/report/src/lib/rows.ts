// The sample table's rows: which match, and in which order. Pure.
import { is_label, type LabelColumn, type Reading, type Report, type SampleRow, type Value } from "./report.ts";

export interface Wanted {
  text: string; // in any cell, without case; empty: any
  classes: { column: string; label: string }[]; // all of them hold
  status: string; // of any reading; empty: any
}

export interface Order {
  column: string; // "row", or a rated column's name
  down: boolean;
}

interface Place {
  source: string;
  rater: string;
  field: string;
  label?: number; // its probability is meant
}

export type Places = Map<string, Place>;

export const has_probabilities = (column: LabelColumn): boolean => column.labels.some(({ mean_probability }) => typeof mean_probability === "number");

// Columns, and what stands with labels: title.text.ekman7.joy and title.text.ekman7.confidence.
export function places_of({ columns }: Report): Places {
  const places: Places = new Map(columns.map(({ column, source, rater, field }) => [column, { source, rater, field }]));
  for (const column of columns.filter(is_label)) {
    const { source, rater, field, labels } = column;
    if (column.confidence) places.set(`${column.column}.confidence`, { source, rater, field: `${field}.confidence` });
    if (has_probabilities(column)) labels.forEach(({ id }, label) => places.set(`${column.column}.${id}`, { source, rater, field, label }));
  }
  return places;
}

export function reading_of(row: SampleRow, place: Place): Reading | undefined {
  return row.readings.find((reading) => reading.source === place.source && reading.rater === place.rater);
}

export function value_of(row: SampleRow, column: string, places: Places): Value {
  const place = places.get(column);
  const reading = place && reading_of(row, place);
  return (place?.label === undefined ? reading?.values[place?.field ?? ""] : reading?.probabilities?.[place.field]?.[place.label]) ?? null;
}

const holds = (value: Value, label: string): boolean => (Array.isArray(value) ? value.includes(label) : value === label);

export function matching(rows: SampleRow[], wanted: Wanted, places: Places): SampleRow[] {
  const text = wanted.text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (!text || Object.values(row.cells).some((cell) => cell?.toLowerCase().includes(text))) &&
      (!wanted.status || row.readings.some((reading) => reading.status === wanted.status)) &&
      wanted.classes.every(({ column, label }) => holds(value_of(row, column, places), label)),
  );
}

const as_text = (value: Value): string => (Array.isArray(value) ? value.join(", ") : String(value));

// Numbers by size, the rest by its text; rows without the value come last in both directions; ties by row.
export function ordered(rows: SampleRow[], order: Order, places: Places): SampleRow[] {
  const sign = order.down ? -1 : 1;
  if (order.column === "row") return rows.toSorted((one, other) => sign * (one.row - other.row));
  const keyed = rows.map((row) => ({ row, key: value_of(row, order.column, places) }));
  keyed.sort((one, other) => {
    if (one.key === null || other.key === null) return Number(one.key === null) - Number(other.key === null) || one.row.row - other.row.row;
    const by_key = typeof one.key === "number" && typeof other.key === "number" ? one.key - other.key : as_text(one.key).localeCompare(as_text(other.key));
    return sign * by_key || one.row.row - other.row.row;
  });
  return keyed.map(({ row }) => row);
}
