// A scale for dots and whiskers: which numbers it spans and where it is marked. Pure.

export interface Scale {
  low: number;
  high: number;
  ticks: number[];
}

// The step of 1, 2 or 5 times a power of ten that cuts `span` into about so many pieces.
function step_of(span: number, pieces: number): number {
  const rough = span / pieces;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((one) => rough / power <= one * 1.2) ?? 10);
}

// Spans the values and `also`; shares keep to 0 … 1, so that panels of them can be compared.
export function scale_of(values: number[], also: number[] = [], pieces = 4): Scale {
  const known = [...values, ...also].filter(Number.isFinite);
  let low = Math.min(...known), high = Math.max(...known);
  if (!known.length) [low, high] = [0, 1];
  if (!also.length && low >= 0 && high <= 1) [low, high] = [0, 1];
  if (high - low < 1e-9) [low, high] = [low - 0.5, high + 0.5];
  const step = step_of(high - low, pieces);
  const first = Math.floor(low / step + 1e-9), last = Math.ceil(high / step - 1e-9);
  return { low: first * step, high: last * step, ticks: Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step) };
}

// Where a value stands, in percent of the scale's length.
export const place_on = (scale: Scale, value: number): number => Math.min(100, Math.max(0, ((value - scale.low) / (scale.high - scale.low)) * 100));

export type Key = number | string | null | undefined;

// Numbers by size, the rest by its text; what is missing comes last in both directions, ties keep their order.
export function sorted_by<T>(rows: T[], key: (row: T) => Key, down: boolean): T[] {
  const sign = down ? -1 : 1;
  const missing = (one: Key) => one === null || one === undefined || one === "";
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort(({ key: one }, { key: other }) => {
      if (missing(one) || missing(other)) return Number(missing(one)) - Number(missing(other));
      return sign * (typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other), "en", { numeric: true }));
    })
    .map(({ row }) => row);
}
