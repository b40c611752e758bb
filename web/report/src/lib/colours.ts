// Which colour a label has. Colours are names of style.css, so that light, dark and print need no redrawing.

// Fixed wherever feelings have a direction: orange, grey and blue stay apart for colour-blind readers too.
const DIRECTED = new Map([["negative", "var(--negative)"], ["neutral", "var(--neutral)"], ["positive", "var(--positive)"]]);
const SIGNS = new Map([["negative", "−"], ["neutral", "○"], ["positive", "+"]]);
// Emotions that most schemes name have a colour of their own, the same in every chart.
const EMOTIONS = new Map(["anger", "disgust", "fear", "joy", "sadness", "surprise"].map((emotion) => [emotion, `var(--${emotion})`]));
const SERIES = 8; // more than these no eye keeps apart
const STEPS = 4;

const is_directed = (labels: string[]): boolean => labels.includes("negative") && labels.includes("positive");
// Whether a scheme speaks of emotions: it names at least three of Ekman's six.
export const is_emotional = (labels: string[]): boolean => labels.filter((label) => EMOTIONS.has(label)).length >= 3;
const is_stepped = (labels: string[]): boolean => labels[0]?.startsWith("least_") && labels.length <= STEPS;

// The colour of labels[index]; it depends on the scheme alone, so a label keeps its colour in every chart.
export function label_colour(labels: string[], index: number): string {
  const directed = DIRECTED.get(labels[index]);
  const emotion = EMOTIONS.get(labels[index]);
  if (emotion && is_emotional(labels)) return emotion;
  if (directed && (is_directed(labels) || labels[index] === "neutral") && !is_stepped(labels)) return directed;
  if (is_stepped(labels)) return `var(--step-${index + 1})`;
  return labels.length <= SERIES ? `var(--series-${index + 1})` : "var(--accent-bar)";
}

// The sign before a label's name, so that colour does not speak alone; empty for labels without direction.
export const label_sign = (label: string): string => SIGNS.get(label) ?? "";
