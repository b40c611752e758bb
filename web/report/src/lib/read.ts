// What the page holds: a report of a label job, results, a training run, or nothing that it knows.
import { complete_report, type Report } from "./report.ts";
import { complete_results, type Results } from "./results.ts";
import { complete_training, type Training } from "./training.ts";

export type Content = { kind: "label"; report: Report } | { kind: "results"; results: Results } | { kind: "training"; training: Training } | null;

// Without a prototype, so that a stranger's key ("constructor") finds what the data holds or nothing.
const bare = (_: string, value: unknown): unknown => (value !== null && typeof value === "object" && !Array.isArray(value) ? Object.setPrototypeOf(value, null) : value);

// null when the data is of no kind or version that this page knows. A report of a label job names no kind.
export function read_content(json: string): Content {
  let data: { kind?: string; version?: number } | null;
  try {
    data = JSON.parse(json, bare);
  } catch {
    return null;
  }
  if (data === null || typeof data !== "object" || data.version !== 1) return null;
  if (data.kind === "results") return { kind: "results", results: complete_results(data as Partial<Results>) };
  if (data.kind === "training") return { kind: "training", training: complete_training(data as Partial<Training>) };
  return data.kind === undefined ? { kind: "label", report: complete_report(data as Partial<Report>) } : null;
}
