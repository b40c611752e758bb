// Which colour a label has. Colours are names of style.css, so that light, dark and print need no redrawing.

// Fixed wherever feelings have a direction: orange, grey and blue stay apart for colour-blind readers too.
const DIRECTED: Record<string, string> = { negative: "var(--negative)", neutral: "var(--neutral)", positive: "var(--positive)" };
const SERIES = 8; // more than these no eye keeps apart
const STEPS = 4;

const is_directed = (labels: string[]): boolean => labels.includes("negative") && labels.includes("positive");
const is_stepped = (labels: string[]): boolean => labels[0]?.startsWith("least_") && labels.length <= STEPS;

// The colour of labels[index]; it depends on the scheme alone, so a label keeps its colour in every chart.
export function label_colour(labels: string[], index: number): string {
  if (is_directed(labels) && DIRECTED[labels[index]]) return DIRECTED[labels[index]];
  if (is_stepped(labels)) return `var(--step-${index + 1})`;
  if (labels[index] === "neutral") return DIRECTED.neutral;
  return labels.length <= SERIES ? `var(--series-${index + 1})` : "var(--accent-bar)";
}

// The sign before a label's name, so that colour does not speak alone; empty for labels without direction.
export const label_sign = (label: string): string => ({ negative: "−", positive: "+", neutral: "○" })[label] ?? "";
