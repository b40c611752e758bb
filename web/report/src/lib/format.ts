// Numbers and names as people read them. The page is English; digits are grouped the English way.

const grouped = new Intl.NumberFormat("en");

export const whole = (value: number): string => grouped.format(value);

// 0.123 -> "12.3 %", 0.0004 -> "< 0.1 %"; "–" for what is no number (0 of 0).
export function percent(share: number, digits = 1): string {
  if (!Number.isFinite(share)) return "–";
  if (share > 0 && share * 100 < 10 ** -digits) return `< ${(10 ** -digits).toFixed(digits)} %`;
  return `${(share * 100).toFixed(digits)} %`;
}

// Three significant decimals at most, with a true minus sign; "–" for null.
export function decimal(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const text = Math.abs(value) >= 1000 ? grouped.format(Math.round(value)) : value.toFixed(digits).replace(/\.?0+$/, "");
  return (text === "-0" ? "0" : text).replace("-", "−");
}

// With all its digits, so that columns of them line up: "0.10".
export const fixed = (value: number | null | undefined, digits = 2): string =>
  value === null || value === undefined || !Number.isFinite(value) || Math.abs(value) >= 1000 ? decimal(value) : value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1").replace("-", "−");

// With its sign: "+1.90", "−0.30", "0.00".
export const signed = (value: number, digits = 2): string => (Number(value.toFixed(digits)) > 0 ? "+" : "") + fixed(value, digits);

// "3 rows", "1 row"
export const counted = (count: number, one: string, many = `${one}s`): string => `${whole(count)} ${count === 1 ? one : many}`;

// An identifier as a heading: "not_rated" -> "not rated".
export const spaced = (id: string): string => id.replaceAll("_", " ");

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

// "2026-11-21T13:00:00Z" -> "21 November 2026, 13:00 UTC"; what is no date stays as it is.
export function moment(iso: string): string {
  const date = new Date(iso);
  if (!iso || Number.isNaN(date.getTime())) return iso;
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(date);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(date);
  return `${day}, ${time} UTC`;
}

// The start of a bin of time, no finer than its unit: "Jan 2024".
export function bin_name(start: string, unit: string): string {
  const date = new Date(`${start}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return start;
  if (unit === "year") return String(date.getUTCFullYear());
  const shown: Intl.DateTimeFormatOptions = unit === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" };
  return new Intl.DateTimeFormat("en-GB", { ...shown, timeZone: "UTC" }).format(date);
}
