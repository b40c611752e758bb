// A made-up report for the page's tests and pictures: 4,011 invented videos, rated by a toy of a few words. No text and no
// rating in it is anybody's; the same seed gives the same report.
import { readFileSync } from "node:fs";

const SENTIMENT = ["negative", "neutral", "positive"];
const ROWS = 4011;
const SHOWN = 240;
const WORDS = {
  joyful: 2.6, wonderful: 2.7, lovely: 2.3, bright: 1.6, calm: 1.1, useful: 1.4, love: 3.2, great: 3.1, fine: 0.8,
  sad: -2.1, awful: -2.0, broken: -1.4, boring: -1.3, angry: -2.3, terrible: -2.9, worst: -3.1, slow: -0.6, lost: -1.3,
};
const GOOD = Object.keys(WORDS).filter((word) => WORDS[word] > 0);
const BAD = Object.keys(WORDS).filter((word) => WORDS[word] < 0);
const THINGS = ["garden", "kettle", "train ride", "bread", "guitar lesson", "harbour", "bicycle", "winter coat", "puzzle", "small kitchen"];
const TITLES = ["A {w} day with my {t}", "Why this {t} is {w}", "{t}: {w} or not?", "The {t} I never finished", "Building a {t}, part {n}", "My {w} {t}, {n} months later", "How to repair a {t}"];
const TEXTS = [
  "I spent a {w} week with the {t} and would call it {v}. Questions go below.",
  "Everything I learned about the {t}. The end is {w}; the middle is {v}.",
  "Part {n} of the series. Parts list and plans inside.",
  "A short look at the {t}. It was {w}.",
];
const EMOTIONS = ["joy", "sadness", "anger", "fear", "surprise", "disgust", "admiration", "curiosity", "amusement", "annoyance", "disappointment", "gratitude", "neutral"];

const EKMAN = ["anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"];
const DIMENSIONS = ["valence", "arousal", "dominance"];

// A small generator (mulberry32), so that the report is the same everywhere.
export function random_from(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// What the toy says: valence words by whole word, squashed to -1..1. Offsets in code points.
function rate(text) {
  const evidence = [];
  const points = Array.from(text);
  let at = 0, total = 0;
  for (const part of text.split(/([^\p{L}\p{N}']+)/u)) {
    const length = Array.from(part).length;
    const weight = WORDS[part.toLowerCase()];
    if (weight) evidence.push({ start: at, end: at + length, field: "compound", weight });
    total += weight ?? 0;
    at += length;
  }
  if (at !== points.length) throw new Error("offsets do not add up");
  const compound = Number((total / Math.sqrt(total * total + 15)).toFixed(4));
  return { compound, class: compound >= 0.05 ? "positive" : compound <= -0.05 ? "negative" : "neutral", evidence };
}

// Cells that must stay text, whatever the page does.
export const HOSTILE = {
  markup: "</script><img src=x onerror=\"document.title='owned'\"> great <b>bold</b> & &amp; <!-- <script>",
  emoji: "👩‍🚀🎉🎉 a wonderful start, then a terrible end 🙂",
  right_to_left: "\u202eمرحبا بالعالم great שלום",
  long_word: "a".repeat(400) + " lovely",
  long_text: "It went on and on without a word that counts. ".repeat(20) + "Then it was awful.",
  separators: "line\u2028separator\u2029and\u0000control love",
};

function make_texts(random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const fill = (text) => text.replaceAll("{w}", () => pick(random() < 0.62 ? GOOD : BAD)).replaceAll("{v}", () => pick(random() < 0.5 ? GOOD : BAD)).replaceAll("{t}", () => pick(THINGS)).replaceAll("{n}", () => 2 + Math.floor(random() * 9));
  const texts = Array.from({ length: ROWS }, () => ({ title: fill(pick(TITLES)), description: random() < 0.03 ? null : fill(pick(TEXTS)) }));
  Object.values(HOSTILE).forEach((cell, index) => (texts[200 + index].title = cell));
  return texts;
}

function reading_of(source, rater, text, random) {
  if (text === null) return { source, rater, status: "no_text", values: rater === "pattern" ? { class: null, polarity: null } : { class: null, compound: null, neg: null }, evidence: [] };
  const said = rate(text);
  if (rater === "vader") return { source, rater, status: "ok", values: { class: said.class, compound: said.compound, neg: said.compound < 0 ? Number((-said.compound / 2).toFixed(3)) : 0 }, evidence: said.evidence };
  const polarity = Number(Math.max(-1, Math.min(1, said.compound * 0.7 + (random() - 0.5) * 0.5 * (random() < 0.55 ? 1 : 0))).toFixed(3));
  return { source, rater, status: "ok", values: { class: polarity > 0 ? "positive" : polarity < 0 ? "negative" : "neutral", polarity }, evidence: said.evidence.map((one) => ({ ...one, field: "polarity", weight: Number((one.weight / 4).toFixed(2)) })) };
}

// Probabilities of all labels, none decided for below .5 and none other above it.
const probabilities_of = (labels, held, random) => labels.map((label) => Number((held.includes(label) ? 0.5 + random() / 2 : random() * random() * 0.5).toFixed(3)));

// A network: several of thirteen emotions, one of seven, three dimensions. Words are told for titles.
function emotions_of(source, text, random) {
  const reading = { source, rater: "text" };
  if (text === null) {
    const nothing = (labels) => labels.map(() => null);
    const values = { emotions13: null, ekman7: null, "ekman7.confidence": null, ...Object.fromEntries(DIMENSIONS.map((name) => [`vad.${name}`, null])) };
    return { ...reading, status: "no_text", values, evidence: [], probabilities: { emotions13: nothing(EMOTIONS), ekman7: nothing(EKMAN) } };
  }
  const { compound, evidence } = rate(text);
  const likely = compound > 0.3 ? [0, 6, 8, 11] : compound < -0.3 ? [1, 2, 9, 10] : [12, 7, 12, 4];
  const held = EMOTIONS.filter((_, index) => random() < (likely.includes(index) ? 0.4 : 0.02));
  const one = compound > 0.3 ? "joy" : compound < -0.3 ? EKMAN[[0, 2, 4, 4][Math.floor(random() * 4)]] : random() < 0.15 ? "surprise" : "neutral";
  const probabilities = { emotions13: probabilities_of(EMOTIONS, held, random), ekman7: probabilities_of(EKMAN, [one], random) };
  const number = (value) => Number(Math.max(-1, Math.min(1, value)).toFixed(3));
  const values = { emotions13: held, ekman7: one, "ekman7.confidence": probabilities.ekman7[EKMAN.indexOf(one)], "vad.valence": number(compound * 0.6 + (random() - 0.5) / 3), "vad.arousal": number(Math.abs(compound) - 0.4 + random() / 3), "vad.dominance": number((random() + random() - 1) / 2) };
  const words = source === "title" ? held.flatMap((label, at) => evidence.map((word) => ({ ...word, field: `emotions13.${label}`, weight: Number((word.weight / (at % 2 ? -8 : 4)).toFixed(2)) }))) : [];
  return { ...reading, status: "ok", values, evidence: words, probabilities };
}

const mean_of = (values) => values.reduce((total, value) => total + value, 0) / values.length;

// The columns of the network, from all its readings of a source.
function emotion_columns(source, readings) {
  const rated = readings.filter(({ status }) => status === "ok");
  const base = (field) => ({ column: `${source}.text.${field}`, source, rater: "text", field });
  const labels_of = (field, labels, holds) => labels.map((id, at) => ({ id, name: id[0].toUpperCase() + id.slice(1), count: rated.filter(({ values }) => holds(values[field], id)).length, mean_probability: mean_of(rated.map(({ probabilities }) => probabilities[field][at])) }));
  const missing = readings.length - rated.length;
  const { histogram, ...confidence } = number_column(source, "text", "ekman7.confidence", 0, readings.map(({ values }) => values["ekman7.confidence"]));
  return [
    { ...base("emotions13"), kind: "labels", scheme: "emotions13", labels: labels_of("emotions13", EMOTIONS, (held, id) => held.includes(id)), none: rated.filter(({ values }) => !values.emotions13.length).length, missing },
    { ...base("ekman7"), kind: "label", scheme: "ekman7", labels: labels_of("ekman7", EKMAN, (one, id) => one === id), missing, confidence },
    ...DIMENSIONS.map((name) => ({ ...number_column(source, "text", `vad.${name}`, -1, readings.map(({ values }) => values[`vad.${name}`])), scheme: "vad" })),
  ];
}

const label_column = (source, rater, values) => ({
  column: `${source}.${rater}.class`, source, rater, field: "class", kind: "label", scheme: "sentiment3",
  labels: SENTIMENT.map((id) => ({ id, name: id, count: values.filter((value) => value === id).length })),
  missing: values.filter((value) => value === null).length,
});

function number_column(source, rater, field, minimum, all) {
  const values = all.filter((value) => value !== null).sort((one, other) => one - other);
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const quantile = (share) => values[Math.min(values.length - 1, Math.floor(share * values.length))];
  const counts = new Array(64).fill(0);
  for (const value of values) counts[Math.min(63, Math.floor(((value - minimum) / (1 - minimum)) * 64))] += 1;
  return {
    column: `${source}.${rater}.${field}`, source, rater, field, kind: "number", minimum, maximum: 1,
    count: values.length, missing: all.length - values.length, mean, sd: Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1)),
    lowest: values[0], highest: values.at(-1), quantiles: Object.fromEntries([5, 25, 50, 75, 95].map((percent) => [percent, quantile(percent / 100)])),
    histogram: { from: minimum, to: 1, counts },
  };
}

function matrix(first, second) {
  const counts = SENTIMENT.map((row) => SENTIMENT.map((column) => first.filter((value, at) => value === row && second[at] === column).length));
  const n = counts.flat().reduce((total, count) => total + count, 0);
  return { scheme: "sentiment3", labels: SENTIMENT, counts, n, equal: SENTIMENT.reduce((total, _, at) => total + counts[at][at], 0) / n };
}

function pearson(first, second) {
  const pairs = first.map((value, at) => [value, second[at]]).filter(([one, other]) => one !== null && other !== null);
  const [mean_one, mean_other] = [0, 1].map((side) => pairs.reduce((total, pair) => total + pair[side], 0) / pairs.length);
  let one = 0, other = 0, both = 0;
  for (const [x, y] of pairs) (one += (x - mean_one) ** 2), (other += (y - mean_other) ** 2), (both += (x - mean_one) * (y - mean_other));
  return both / Math.sqrt(one * other);
}

function over_time(months, of) {
  const starts = Array.from({ length: 24 }, (_, month) => `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`);
  const rows_in = starts.map((_, month) => months.flatMap((at, row) => (at === month ? [row] : [])));
  const classes = of("title", "vader", "class"), numbers = of("title", "vader", "compound");
  const emotions_over = (source) => {
    const many = of(source, "text", "emotions13"), one = of(source, "text", "ekman7");
    const counted = (labels, holds) => labels.map((label) => rows_in.map((rows) => rows.filter((row) => holds(row, label)).length));
    return [
      { column: `${source}.text.emotions13`, kind: "labels", labels: EMOTIONS, counts: counted(EMOTIONS, (row, label) => many[row]?.includes(label)), rated: rows_in.map((rows) => rows.filter((row) => many[row] !== null).length) },
      { column: `${source}.text.ekman7`, kind: "label", labels: EKMAN, counts: counted(EKMAN, (row, label) => one[row] === label) },
    ];
  };
  return {
    column: "published", unit: "month", missing: months.filter((month) => month === null).length, starts, rows: rows_in.map((rows) => rows.length),
    series: [
      { column: "title.vader.class", kind: "label", labels: SENTIMENT, counts: SENTIMENT.map((label) => rows_in.map((rows) => rows.filter((row) => classes[row] === label).length)) },
      ...["title", "description"].flatMap(emotions_over),
      { column: "description.vader.class", kind: "label", labels: SENTIMENT, counts: SENTIMENT.map((label) => rows_in.map((rows) => rows.filter((row) => of("description", "vader", "class")[row] === label).length)) },
      { column: "title.vader.compound", kind: "number", means: rows_in.map((rows) => (rows.length ? rows.reduce((total, row) => total + numbers[row], 0) / rows.length : null)) },
    ],
  };
}

const RATERS = [
  { name: "vader", kind: "lexicon", version: "3.3.2", licence: "MIT", licence_class: "open", languages: ["en"], source: "Hutto & Gilbert 2014, ICWSM", schemes: ["sentiment3"] },
  { name: "pattern", kind: "lexicon", version: "2.6", licence: "BSD-3-Clause", licence_class: "open", languages: ["en"], source: "De Smedt & Daelemans 2012, JMLR", schemes: ["sentiment3"] },
  { name: "text", kind: "network", version: "0.1.0", licence: "CC-BY-NC-4.0", licence_class: "nc", languages: ["en", "es"], source: "a made-up model", schemes: ["emotions13", "ekman7", "vad"] },
];

export function sample_report() {
  const random = random_from(20261121);
  const texts = make_texts(random);
  const sources = ["title", "description"];
  const rows = texts.map((cells, at) => ({
    row: at + 1, cells,
    readings: [...sources.flatMap((source) => ["vader", "pattern"].map((rater) => reading_of(source, rater, cells[source], random))), ...sources.map((source) => emotions_of(source, cells[source], random))].map((reading) => ({ ...reading, evidence: by_field(reading.evidence) })),
  }));
  const of = (source, rater, field) => rows.map(({ readings }) => readings.find((one) => one.source === source && one.rater === rater).values[field]);
  const months = rows.map((_, row) => (row % 997 === 0 ? null : Math.floor(24 * Math.sqrt(random()))));
  const missing = of("description", "vader", "class").filter((value) => value === null).length;
  return {
    version: 1, title: "videos.csv", generator: "openaffect 0.1.0", made: "2026-11-21T13:00:00Z", rows: ROWS, bad_rows: 2, rating_columns: 62,
    inputs: [{ path: "videos.csv", sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef" }],
    sources, raters: RATERS,
    columns: [
      ...sources.flatMap((source) => [
        label_column(source, "vader", of(source, "vader", "class")),
        number_column(source, "vader", "compound", -1, of(source, "vader", "compound")),
        number_column(source, "vader", "neg", 0, of(source, "vader", "neg")),
        label_column(source, "pattern", of(source, "pattern", "class")),
        number_column(source, "pattern", "polarity", -1, of(source, "pattern", "polarity")),
      ]),
      ...sources.flatMap((source, at) => emotion_columns(source, rows.map(({ readings }) => readings[4 + at]))),
    ],
    statuses: sources.flatMap((source) => ["vader", "pattern", "text"].map((rater) => ({ source, rater, counts: source === "title" ? { ok: ROWS } : { ok: ROWS - missing, no_text: missing } }))),
    crosses: ["vader", "pattern"].map((rater) => ({ rater, field: "class", rows_source: "title", columns_source: "description", ...matrix(of("title", rater, "class"), of("description", rater, "class")) })),
    agreement: sources.flatMap((source) => [
      { source, raters: ["vader", "pattern"], kind: "label", ...matrix(of(source, "vader", "class"), of(source, "pattern", "class")) },
      { source, raters: ["vader", "pattern"], kind: "number", fields: ["compound", "polarity"], n: source === "title" ? ROWS : ROWS - missing, pearson: pearson(of(source, "vader", "compound"), of(source, "pattern", "polarity")) },
    ]),
    time: over_time(months, of),
    languages: sources.map((source, at) => ({ source, sampled: 1000, shares: [{ code: "en", name: "English", share: 0.93 - at * 0.04 }, { code: "es", name: "Spanish", share: 0.05 }, { code: "und", name: "not recognised", share: 0.02 + at * 0.04 }] })),
    samples: { rows_of: ROWS, rows: rows.slice(0, SHOWN) },
    warnings: ["1,203 of 4,011 titles look Spanish; vader knows English only, and calls most of them neutral.", "text may not be used commercially (CC-BY-NC-4.0)."],
    limits: ["A lexicon counts words; it does not know irony, quotation or who is meant.", "Classes are about the words of a text, not about the feelings of the person who wrote it.", "A share over all rows hides groups of rows for which the rater works worse."],
  };
}

// The words of a reading as a list; the data holds them by field.
export const words_of = ({ evidence }) => Object.entries(evidence).flatMap(([field, words]) => words.map(([start, end, weight]) => ({ start, end, field, weight })));
const by_field = (list) => Object.fromEntries([...new Set(list.map(({ field }) => field))].map((field) => [field, list.filter((one) => one.field === field).map(({ start, end, weight }) => [start, end, weight])]));

// The page for a report: what openaffect::report_page does.
export function fill_page(template, report) {
  const place = 'id="report-data">';
  const [head, tail, ...more] = readFileSync(template, "utf8").split(`${place}null<`);
  if (!tail || more.length) throw new Error(`${template} has no single place for the data`);
  const json = JSON.stringify(report).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return `${head}${place}${json}<${tail}`;
}

// The data that a page holds.
export const data_of = (html) => JSON.parse(/<script type="application\/json" id="report-data">([\s\S]*?)<\/script>/.exec(html)[1]);
