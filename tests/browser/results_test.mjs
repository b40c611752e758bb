// The page of results in a browser.
//   node tests/browser/results_test.mjs [RESULTS.html] [--screenshots FOLDER]
// Without RESULTS.html: the template that set-up built, filled with the made-up results of results_sample.mjs, hostile
// texts included. With it: any results; what the page must show is then counted from the data that the file holds.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { DESKTOP, PHONE, browser_of_tests, is_wide, serious_findings } from "./browser.mjs";
import { sample_results } from "./results_sample.mjs";
import { HOSTILE, data_of, fill_page } from "./sample.mjs";

const { values: options, positionals } = parseArgs({ options: { screenshots: { type: "string" } }, allowPositionals: true });
const cache = fileURLToPath(new URL("../../.cache/web/", import.meta.url));
const is_sample = positionals.length === 0;
const file = is_sample ? join(cache, "results.html") : resolve(positionals[0]);
if (is_sample) writeFileSync(file, fill_page(join(cache, "report.html"), sample_results()));
const url = pathToFileURL(file).href;
const html = readFileSync(file, "utf8");
const results = { rows: [], matrices: [], calibration: [], risk_coverage: [], scatter: [], rater_matrices: [], raters: [], consensus: [], published: [], warnings: [], limits: [], inputs: [], ...data_of(html) };
const worst = results.disagreements?.rows ?? [];
const for_sample = { skip: is_sample ? false : "needs the sample's data" };

const PAGE = 25;
const opened = browser_of_tests();
const section = (page, id) => page.locator(`section#${id}`);
const number = (text) => Number(text.replace("−", "-").replace("+", "").replaceAll(",", ""));
const text_of = async (place) => (await place.innerText()).replaceAll(/\s+/g, " ");
const cells_of = (table, column) => table.locator(`tbody tr > :nth-child(${column})`).allInnerTexts();
const column_of = async (table, name) => 1 + (await table.locator("thead th").allInnerTexts()).findIndex((head) => head.replace(/ [↓↑]$/, "") === name);

describe("what it draws", () => {
  let page, requests, complaints;
  before(async () => ({ page, requests, complaints } = await opened(url)));

  test("a section for every part that the data have, and for no other", async () => {
    const is_comparison = ({ test: name, difference }) => name || typeof difference === "number";
    const figures = results.rows.filter((row) => !is_comparison(row));
    const expected = {
      figures: results.rows.length, comparison: results.rows.some(is_comparison), labels: figures.some(({ per_label }) => per_label?.length), matrices: results.matrices.length,
      confidence: results.calibration.length + results.risk_coverage.length, pairs: results.scatter.length, rater_pairs: results.rater_matrices.length,
      left_out: figures.some(({ per_rater }) => per_rater?.length), rater_cards: results.raters.length, consensus: results.consensus.length, published: results.published.length, disagreements: worst.length, limits: results.limits.length, provenance: true,
    };
    const shown = await page.locator("main > section").evaluateAll((all) => all.map(({ id }) => id));
    for (const [id, has] of Object.entries(expected)) assert.equal(shown.includes(id), Boolean(has), id);
    if (is_sample) assert.ok(shown.includes("scores") && shown.includes("coefficients"));
    assert.deepEqual(await page.locator(".contents a").evaluateAll((all) => all.map((one) => one.hash.slice(1))), shown.filter((id) => id !== "warnings"));
  });

  test("every chart has a picture, words, a caption and its numbers", async () => {
    const charts = await page.locator(".drawing").evaluateAll((all) => all.map((one) => ({ marks: one.querySelectorAll("svg path, svg text").length, words: one.ariaLabel, caption: one.closest("figure").querySelector("h4").textContent, tables: one.closest("figure").querySelectorAll("table").length })));
    for (const { marks, words, caption, tables } of charts) {
      assert.ok(marks > 3, `${caption}: ${marks} marks`);
      assert.ok(words.length > 10 && caption && tables > 0, caption);
    }
    if (is_sample) assert.equal(charts.length, 4);
  });

  test("warnings, limits and where it comes from are told", async () => {
    const text = await text_of(page.locator("body"));
    for (const one of [...results.warnings, ...results.limits, ...results.inputs.flatMap(({ path, sha256 }) => [path, sha256])]) assert.ok(text.includes(one.replaceAll(/\s+/g, " ")), one);
    if (is_sample) assert.match(text, /10,000 resamples, seed 1 resampled by speaker, 48 of them/);
  });

  test("what is undefined says why, and is never 0", for_sample, async () => {
    const figures = await text_of(section(page, "figures"));
    for (const reason of ["undefined: there are no probabilities", "undefined: all predictions are the same", "undefined: no unit is complete"]) assert.ok(figures.includes(reason), reason);
    assert.match(await text_of(section(page, "comparison")), /undefined: all predictions are the same/);
    assert.match(await text_of(section(page, "labels").locator("tr", { hasText: "contempt" }).first()), /undefined: neither gold nor prediction has this label 0$/);
    assert.match(await text_of(section(page, "rater_pairs").locator(".reasons")), /– dora and emil: only one category occurs/);
    assert.match(await text_of(section(page, "rater_cards").locator("article", { hasText: "emil" })), /with the others undefined: only one category occurs/);
    assert.match(await text_of(section(page, "consensus")), /undefined: all values are the same/);
    assert.doesNotMatch(await text_of(page.locator("body")), /NaN|Infinity|\[object|\bnull\b/);
  });

  test("a confusion holds its counts, and its shares of each row", { skip: !results.matrices.length }, async () => {
    const matrix = results.matrices[0], columns = matrix.columns ?? matrix.labels;
    const table = section(page, "matrices").locator("table").first();
    const shown = () => table.locator("tbody tr").evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll("td:not(.total) .cell")].map((cell) => cell.firstChild.data.trim())));
    assert.deepEqual(await shown(), matrix.counts.map((line) => line.map((count) => count.toLocaleString("en"))));
    await section(page, "matrices").getByRole("radio", { name: "shares of each row" }).check();
    const shares = (await shown()).map((line) => line.map((share) => (share === "–" ? 0 : share.startsWith("<") ? 0 : parseFloat(share))));
    for (const [row, line] of shares.entries()) {
      const total = matrix.counts[row].reduce((all, count) => all + count, 0);
      for (const [column, share] of line.entries()) assert.ok(Math.abs(share - (total ? (100 * matrix.counts[row][column]) / total : 0)) <= 1, `${matrix.labels[row]}, ${columns[column]}: ${share}`);
    }
    await section(page, "matrices").getByRole("radio", { name: "counts" }).check();
  });

  test("label by label: the dots stand where the figures are", for_sample, async () => {
    const row = results.rows.find(({ metric }) => metric === "macro_f1");
    const lines = section(page, "labels").locator("table").first().locator("tbody tr");
    assert.equal(await lines.count(), row.per_label.length);
    for (const [index, part] of row.per_label.entries()) {
      const dot = lines.nth(index).locator(".dot"), track = await lines.nth(index).locator(".track > div").boundingBox();
      assert.equal(await dot.count(), part.value === null ? 0 : 1);
      if (part.value === null) continue;
      const box = await dot.boundingBox();
      assert.ok(Math.abs((box.x + box.width / 2 - track.x) / track.width - part.value) < 0.01, part.name); // the scale is 0 to 1
      assert.ok((await text_of(lines.nth(index))).includes(`${part.value.toFixed(3)} ${part.ci[0].toFixed(3)} to ${part.ci[1].toFixed(3)} ${part.n}`), part.name);
    }
    await section(page, "labels").getByRole("radio", { name: "recall" }).check();
    const recall = results.rows.find(({ metric }) => metric === "balanced_accuracy").per_label[0];
    assert.ok((await text_of(lines.first())).includes(recall.value.toFixed(3)));
  });

  test("a tie is called a tie", for_sample, async () => {
    const line = (name, metric) => section(page, "comparison").locator("figure", { has: page.getByRole("heading", { name: metric, exact: true }) }).locator("tr", { hasText: name });
    assert.match(await text_of(line("network-b − lexicon-a", "macro F1")), /\+0\.214 0\.171 to 0\.256 < 0\.001 < 0\.001 640 network-b higher/);
    assert.match(await text_of(line("network-c − lexicon-a", "macro F1")), /−0\.083 .* lexicon-a higher/);
    assert.match(await text_of(line("network-b − lexicon-a", "accuracy")), /exact McNemar test .* 0\.480 0\.960 640 tie$/);
  });

  test("the coefficient of the heat map can be chosen", for_sample, async () => {
    const cell = section(page, "rater_pairs").locator("tbody tr").first().locator("td").nth(1);
    for (const [index, name] of ["Cohen's κ", "percent agreement"].entries()) {
      await section(page, "rater_pairs").getByRole("radio", { name }).check();
      assert.equal(await cell.locator(".cell").evaluate((one) => one.firstChild.data), results.rater_matrices[0].measures[index].values[0][1].toFixed(2));
    }
  });

  test("what is odd about a rater is said in words", for_sample, async () => {
    assert.match(await text_of(section(page, "rater_cards")), /128 ratings running with the same value, neutral, from rating 502 on\./);
    assert.match(await text_of(section(page, "rater_cards")), /24 ratings running in turns, joy and fear, from rating 211 on\..*Ratings come every 0\.4 s\./);
    assert.equal(await section(page, "rater_cards").locator(".badge").count(), 2);
    assert.equal(await section(page, "rater_cards").locator(".spark").count(), 5);
  });

  test("figures of pictures are those of the data", for_sample, async () => {
    const [scatter] = results.scatter, [curve] = results.calibration, [risk] = results.risk_coverage;
    const pairs = await text_of(section(page, "pairs"));
    for (const value of [scatter.ccc, scatter.pearson, Math.abs(scatter.bland_altman.bias), scatter.bland_altman.sd]) assert.ok(pairs.includes(value.toFixed(3)), `${value}`);
    assert.match(pairs, /640 of 5,431 pairs drawn/);
    const confidence = await text_of(section(page, "confidence"));
    assert.ok(confidence.includes(`ECE ${curve.ece.toFixed(3)}`) && confidence.includes(`AURC ${risk.aurc.toFixed(3)}`));
    await section(page, "confidence").locator("summary").first().click();
    assert.equal(await section(page, "confidence").locator("details[open] tbody tr").count(), curve.bins.length);
  });

  test("a point of the scatter tells its item", for_sample, async () => {
    const point = section(page, "pairs").locator(".drawing svg path[fill^='var(--accent-bar)']").nth(320);
    await point.scrollIntoViewIfNeeded();
    await point.hover({ force: true });
    assert.match(await text_of(page.locator(".tip").first()), /item-\d+ gold .* network-b/);
  });

  test("nothing is asked of anybody, and the console is quiet", async () => {
    assert.deepEqual(requests.filter((one) => one !== "data:,"), [url]);
    assert.deepEqual(complaints, []);
  });
});

describe("tables", () => {
  let page, complaints;
  before(async () => ({ page, complaints } = await opened(url)));

  test("figures sort by value, what is undefined last", { skip: results.rows.length < 2 }, async () => {
    const table = section(page, "figures").locator("table");
    const head = table.getByRole("columnheader", { name: "value" });
    for (const [order, sign] of [["descending", -1], ["ascending", 1]]) {
      await head.getByRole("button").click();
      assert.equal(await head.getAttribute("aria-sort"), order);
      const known = results.rows.map(({ value }) => value).filter((value) => typeof value === "number").sort((one, other) => sign * (one - other));
      const shown = (await cells_of(table, await column_of(table, "value"))).filter((text) => /^−?[\d.,]+$/.test(text));
      assert.deepEqual(shown.slice(0, 5).map(number), known.slice(0, Math.min(5, shown.length)).map((value) => Number(value.toFixed(Math.abs(value) >= 1000 ? 0 : 3))));
    }
  });

  test("figures are found by word and by metric", for_sample, async () => {
    const found = section(page, "figures").locator('[role="status"]');
    await section(page, "figures").getByRole("combobox", { name: "metric" }).selectOption({ label: "macro F1" });
    assert.equal(await found.innerText(), `${results.rows.filter(({ metric }) => metric === "macro_f1").length} of ${results.rows.length} figures`);
    await section(page, "figures").getByRole("searchbox").fill("NETWORK-C");
    assert.equal(await found.innerText(), `1 of ${results.rows.length} figures`);
    await section(page, "figures").getByRole("searchbox").fill("no figure is called so");
    assert.equal(await section(page, "figures").locator(".nothing").count(), 1);
    await section(page, "figures").getByRole("button", { name: "Clear filters" }).first().click();
    assert.equal(await found.innerText(), `${results.rows.length} figures`);
  });

  test("disagreements turn their pages and hold all rows once", { skip: !worst.length }, async () => {
    const seen = [];
    for (;;) {
      seen.push(...(await section(page, "disagreements").locator("tbody th .shown").allInnerTexts()));
      const next = section(page, "disagreements").getByRole("button", { name: "Next" });
      if (!(await next.count()) || (await next.getAttribute("aria-disabled")) === "true") break;
      await next.click();
    }
    assert.deepEqual(seen, worst.map(({ id }) => id));
  });

  test("disagreements sort by distance and are filtered by what was said", for_sample, async () => {
    const table = section(page, "disagreements").locator("table");
    await table.getByRole("columnheader", { name: "how far" }).getByRole("button").click();
    const shown = (await cells_of(table, await column_of(table, "how far"))).map(number);
    assert.equal(shown[0], Number(Math.max(...worst.map(({ distance }) => distance)).toFixed(2)));
    assert.deepEqual(shown, shown.toSorted((one, other) => other - one));
    await section(page, "disagreements").getByRole("combobox", { name: "predicted" }).selectOption("no_answer");
    assert.match(await section(page, "disagreements").locator('[role="status"]').innerText(), new RegExp(`^${worst.filter(({ status }) => status === "no_answer").length} of `));
    assert.match(await text_of(table.locator("tbody tr").first()), /no answer .*no answer$/);
    await section(page, "disagreements").getByRole("button", { name: "Clear filters" }).first().click();
  });

  test("hostile texts stay text", for_sample, async () => {
    for (const [name, text] of Object.entries(HOSTILE)) {
      await section(page, "disagreements").getByRole("searchbox").fill(`hostile-${name}`);
      const all = section(page, "disagreements").getByRole("button", { name: /Show all/ });
      if (await all.count()) await all.click();
      assert.equal((await section(page, "disagreements").locator("p.text").evaluate((one) => one.textContent)).trim(), text.trim(), name);
    }
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.doesNotMatch(await page.title(), /owned/);
    assert.deepEqual(complaints, []);
  });
});

describe("for everybody", () => {
  test("by keyboard: choose, sort, turn", for_sample, async () => {
    const { page } = await opened(url);
    await section(page, "matrices").getByRole("radio", { name: "counts" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.ok(await section(page, "matrices").getByRole("radio", { name: "shares of each row" }).isChecked());
    const head = section(page, "figures").getByRole("columnheader", { name: "metric" });
    await head.getByRole("button").focus();
    await page.keyboard.press("Enter");
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    await section(page, "disagreements").getByRole("button", { name: "Next" }).focus();
    await page.keyboard.press("Enter");
    assert.match(await section(page, "disagreements").locator(".pager").innerText(), /Page 2 of/);
  });

  for (const colorScheme of ["light", "dark"])
    test(`no serious finding of axe, ${colorScheme}`, async () => {
      const { page } = await opened(url, { colorScheme, bypassCSP: true });
      assert.deepEqual(await serious_findings(page), []);
    });

  test("a phone scrolls down only", async () => {
    const { page, complaints } = await opened(url, { viewport: PHONE, hasTouch: true });
    assert.equal(await is_wide(page), false);
    for (const summary of await page.locator("summary").all()) if (await summary.isVisible()) await summary.click();
    assert.equal(await is_wide(page), false);
    assert.deepEqual(complaints, []);
  });

  test("paper is light, complete and has nothing to press", async () => {
    const { page } = await opened(url, { colorScheme: "dark", viewport: { width: 688, height: 1000 } }); // A4 within its margins
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    assert.equal(await page.locator("button:visible").evaluateAll((all) => all.filter((one) => !one.closest("thead")).length), 0);
    for (const one of await page.locator("main > section").all()) assert.ok(await one.isVisible());
    if (worst.length) assert.equal(await section(page, "disagreements").locator("tbody tr").count(), Math.min(200, worst.length));
    assert.equal(await is_wide(page), false);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    if (worst.length > PAGE) assert.equal(await section(page, "disagreements").locator("tbody tr").count(), PAGE);
    assert.ok((await page.pdf({ format: "A4" })).length > 20_000);
  });
});

// Opens the sample after a change; asserts that it draws, asks nobody and complains of nothing.
async function open_changed(name, change, context) {
  const changed = join(cache, `results_${name}.html`);
  writeFileSync(changed, fill_page(join(cache, "report.html"), change(sample_results())));
  const { page, requests, complaints } = await opened(pathToFileURL(changed).href, context);
  assert.equal(requests.filter((one) => one !== "data:,").length, 1);
  assert.deepEqual(complaints, []);
  assert.equal(await is_wide(page), false);
  return page;
}

test("hostile names of systems, raters, labels and items stay text", for_sample, async () => {
  const shape = () => [Object, Object.prototype, Array.prototype, Function.prototype].flatMap((one) => Object.getOwnPropertyNames(one)).sort();
  const clean = await (await open_changed("clean", (sample) => sample)).evaluate(shape);
  const name = "<img src=x onerror=document.title='owned'>{{7*7}}${alert(1)}";
  const change = (sample) => JSON.parse(JSON.stringify(sample).replaceAll("network-b", name).replaceAll("dora", name).replaceAll("item-", name).replaceAll("sadness", "__proto__").replaceAll("neutral", "constructor").replaceAll('"rmse"', '"toString"'));
  const page = await open_changed("names", change, { viewport: PHONE });
  assert.deepEqual(await page.evaluate(shape), clean);
  assert.equal(await page.locator("main img").count(), 0);
  assert.notEqual(await page.title(), "owned");
  assert.doesNotMatch(await page.locator("body").innerText(), /native code|\[object/);
  assert.ok((await text_of(section(page, "rater_cards"))).includes(name));
  assert.ok((await text_of(section(page, "matrices").locator("h4").first())).includes(name));
});

test("of many tasks one can be chosen, and stands beside the papers", for_sample, async () => {
  const names = ["mood", "point", "strategy"];
  const page = await open_changed("tasks", (sample) => {
    const rows = sample.rows.filter(({ system }) => system === "network-b");
    return {
      ...sample, rows: names.flatMap((task) => rows.map((row) => ({ ...row, task }))), matrices: names.map((task) => ({ ...sample.matrices[0], task })), rater_matrices: [], raters: [], consensus: [],
      disagreements: { ...sample.disagreements, rows: sample.disagreements.rows.map((row, at) => ({ ...row, task: names[at % 2] })) },
      published: [{ columns: ["system", "mood macro_f1", "point"], rows: [["network-b", "0.700", "-"], ["network-b (here)", "0.712", "not_rated"], ["<b>other</b>", "-0.121", "0.230"]] }],
    };
  });
  const tables = section(page, "published").locator("tbody tr");
  assert.deepEqual(await Promise.all((await tables.all()).map(text_of)), ["network-b 0.700 –", "network-b measured here 0.712 not rated", "<b>other</b> −0.121 0.230"]);
  const picker = page.getByRole("combobox", { name: "Task", exact: true });
  assert.equal(await section(page, "matrices").locator("table").count(), 3);
  await picker.selectOption("point");
  assert.equal(await section(page, "matrices").locator("table").count(), 1);
  const of = await cells_of(section(page, "figures").locator("table"), await column_of(section(page, "figures").locator("table"), "of"));
  assert.ok(of.length > 3 && of.every((text) => text.startsWith("point")), of.join());
  assert.deepEqual(await section(page, "published").locator("thead th").allInnerTexts(), ["system", "point"]);
  await picker.selectOption("strategy");
  assert.equal(await section(page, "disagreements").count(), 0);
  await picker.selectOption("");
  assert.equal(await section(page, "matrices").locator("table").count(), 3);
});

test("votes without names are counted, and no column stands empty", for_sample, async () => {
  const page = await open_changed("votes", (sample) => ({
    ...sample, disagreements: { of: 1, measure: "", rows: [{ id: "clip-1", text: null, values: ["anger", "fear", "anger", "sadness", "anger"].map((value) => ({ rater: "", value })), distance: 1 }] },
  }));
  assert.equal(await text_of(section(page, "disagreements").locator("tbody tr")), "clip-1 anger × 3, fear × 1, sadness × 1 1.00");
});

test("results of almost nothing", for_sample, async () => {
  const page = await open_changed("empty", () => ({ kind: "results", version: 1, command: "agree", title: "ratings.csv" }));
  assert.deepEqual(await page.locator("main h2").allInnerTexts(), ["Made from"]);
});

test("a version or a kind of the future is no report", for_sample, async () => {
  for (const other of [{ kind: "results", version: 2 }, { kind: "studies", version: 1 }])
    assert.equal(await (await open_changed("future", () => ({ ...other, title: "x" }))).getByRole("heading", { level: 1 }).innerText(), "No report in this file");
});

test("blocks without a value anywhere", for_sample, async () => {
  const page = await open_changed("gaps", (sample) => {
    for (const row of sample.rows) Object.assign(row, { value: null, ci: null, difference: null, p: null, p_adjusted: null, reason: "all_missing", per_label: row.per_label.map(({ name }) => ({ name, value: null, reason: "no_support" })), per_rater: row.per_rater.map(({ name }) => ({ name, value: null, reason: "one_rater" })) });
    for (const matrix of sample.matrices) Object.assign(matrix, { n: 0, counts: matrix.counts.map((line) => line.map(() => 0)) });
    for (const curve of sample.calibration) Object.assign(curve, { n: 0, ece: null, ece_ci: null, reason: "no_probabilities", bins: curve.bins.map((bin) => ({ ...bin, n: 0, confidence: null, accuracy: null })) });
    for (const curve of sample.risk_coverage) Object.assign(curve, { n: 0, points: [], aurc: null, aurc_ci: null, reason: "no_items" });
    for (const one of sample.scatter) Object.assign(one, { n: 0, points: [], ids: [], ccc: null, pearson: null, reason: "too_few_pairs", bland_altman: null });
    for (const rater of sample.raters) Object.assign(rater, { agreement: null, ci: null, reason: "one_rater", drift: [null, null], patterns: [] });
    for (const one of sample.consensus) Object.assign(one, { units: 0, ties: 0, labels: [], tied: [], weights: [], mean: null, sd: null });
    for (const { measures } of sample.rater_matrices) for (const measure of measures) Object.assign(measure, { values: [], n: [], reasons: {} });
    return sample;
  });
  const text = await page.locator("body").innerText();
  assert.doesNotMatch(text, /NaN|undefined\b(?!:| says)|Infinity|\bnull\b/);
  assert.match(text, /undefined: every rating is missing/);
  assert.equal(await page.locator(".intervals .dot").count(), 0);
});

test("one pair, one bin, one point", for_sample, async () => {
  await open_changed("single", (sample) => {
    for (const one of sample.scatter) Object.assign(one, { points: [[2, 2]], minimum: null, maximum: null, bland_altman: null, ccc: null, reason: "one_unit" });
    for (const one of sample.risk_coverage) one.points = one.points.slice(-1);
    for (const one of sample.calibration) one.bins = one.bins.slice(-1);
    return sample;
  });
});

test("thousands of figures, points, labels and raters do not freeze the page", for_sample, async () => {
  const labels = Array.from({ length: 28 }, (_, at) => `a_feeling_${at}`), raters = Array.from({ length: 100 }, (_, at) => `worker_${at}`);
  const random = (at) => ((at * 9301 + 49297) % 233280) / 233280;
  const start = performance.now();
  const page = await open_changed("large", (sample) => ({
    ...sample,
    rows: Array.from({ length: 5000 }, (_, at) => ({ ...sample.rows[at % sample.rows.length], task: `task-${at % 40}`, value: at % 7 ? random(at) : null, per_label: [], per_rater: [] })),
    matrices: Array.from({ length: 30 }, () => ({ ...sample.matrices[0], labels, columns: undefined, counts: labels.map((_, row) => labels.map((_, column) => (row === column ? 90 : (row * column) % 7))), n: 5427 })),
    scatter: Array.from({ length: 9 }, (_, which) => ({ ...sample.scatter[0], label: `field-${which}`, points: Array.from({ length: 2000 }, (_, at) => [2 * random(at) - 1, 2 * random(at * 7 + which) - 1]) })),
    rater_matrices: [{ ...sample.rater_matrices[0], names: raters, measures: [{ metric: "cohen_kappa", values: raters.map((_, row) => raters.map((_, column) => (row === column ? null : random(row * 100 + column) - 0.2))), n: raters.map(() => raters.map(() => 9)) }] }],
    raters: raters.map((name) => ({ ...sample.raters[0], name })),
    disagreements: { of: 9000, measure: "", rows: Array.from({ length: 500 }, (_, at) => ({ ...sample.disagreements.rows[at % 90], id: `row-${at}` })) },
  }));
  assert.ok(performance.now() - start < 20_000, `${Math.round(performance.now() - start)} ms`);
  assert.equal(await section(page, "figures").locator("tbody tr").count(), PAGE);
  assert.equal(await section(page, "matrices").locator("table").count(), 4);
  const taken = await section(page, "figures").locator("thead button").last().evaluate((button) => { const before = performance.now(); button.click(); return performance.now() - before; });
  assert.ok(taken < 1000, `${taken} ms to sort`);
});

if (options.screenshots)
  test("screenshots of results", async () => {
    mkdirSync(options.screenshots, { recursive: true });
    const pictures = [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }], ["phone", { colorScheme: "light", viewport: PHONE, deviceScaleFactor: 2 }]];
    for (const [name, context] of pictures) {
      const { page } = await opened(url, { viewport: DESKTOP, ...context });
      await page.screenshot({ path: join(options.screenshots, `results-${name}.png`) });
      await page.screenshot({ path: join(options.screenshots, `results-${name}-full.png`), fullPage: true });
      // For docs: what stands from one section to another in one picture.
      const [from, to] = [section(page, "labels"), section(page, "matrices")];
      if ((await from.count()) && (await to.count())) {
        const [top, end] = [await from.boundingBox(), await to.boundingBox()];
        await page.screenshot({ path: join(options.screenshots, `results-${name}-labels-to-matrices.png`), fullPage: true, clip: { x: top.x - 16, y: top.y - 16, width: top.width + 32, height: end.y + end.height - top.y - 24 } });
      }
      for (const one of await page.locator("main > section").all()) await one.screenshot({ path: join(options.screenshots, `results-${name}-${await one.getAttribute("id")}.png`) });
    }
  });
