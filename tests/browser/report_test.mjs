// The report page in a browser.
//   node tests/browser/report_test.mjs [REPORT.html] [--screenshots FOLDER]
// Without REPORT.html: the template that set-up built, filled with the made-up report of sample.mjs, hostile cells
// included. With it: any report; what the page must show is then counted from the data that the file holds.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { DESKTOP, PHONE, browser_of_tests, is_wide, serious_findings } from "./browser.mjs";
import { HOSTILE, data_of, fill_page, sample_report, words_of } from "./sample.mjs";

const { values: options, positionals } = parseArgs({ options: { screenshots: { type: "string" } }, allowPositionals: true });
const cache = fileURLToPath(new URL("../../.cache/web/", import.meta.url));
const is_sample = positionals.length === 0;
const file = is_sample ? join(cache, "sample.html") : resolve(positionals[0]);
if (is_sample) writeFileSync(file, fill_page(join(cache, "report.html"), sample_report()));
const url = pathToFileURL(file).href;
const html = readFileSync(file, "utf8");
const report = data_of(html);
const rows = report.samples.rows;
const labels = report.columns.filter(({ kind }) => kind !== "number");
const EKMAN = ["anger", "disgust", "fear", "joy", "sadness", "surprise"];
const is_emotional = (ids) => ids.filter((id) => EKMAN.includes(id)).length >= 3;
const emotions = labels.filter((column) => is_emotional(column.labels.map(({ id }) => id)));
const is_trend = ({ kind, labels: ids }) => kind === "labels" || (kind === "label" && ids.length > 7);
const source_of = (series) => report.columns.find(({ column }) => column === series.column).source;
const rated_of = (column) => (column.kind === "labels" ? report.rows - column.missing : column.labels.reduce((all, { count }) => all + count, 0));
const for_sample = { skip: is_sample ? false : "needs the sample's cells" };

const grouped = (count) => count.toLocaleString("en");
const value_of = (row, { source, rater, field }) => row.readings.find((one) => one.source === source && one.rater === rater)?.values[field] ?? null;
const holds = (row, column, id) => [value_of(row, column)].flat().includes(id);
const found_text = (count) => `${grouped(count)} of ${grouped(rows.length)} sample ${rows.length === 1 ? "row" : "rows"}`;
const search = (page) => page.getByRole("searchbox", { name: "Search" });
const choice = (page, name) => page.getByRole("combobox", { name, exact: true });
const found = (page) => page.locator('.found [role="status"]');

const opened = browser_of_tests();

describe("what it draws", () => {
  let page, requests, complaints;
  before(async () => ({ page, requests, complaints } = await opened(url)));

  test("every chart has a picture, words and a caption", async () => {
    const charts = await page.locator(".drawing").evaluateAll((all) => all.map((one) => ({ marks: one.querySelectorAll("svg path, svg text").length, words: one.ariaLabel, caption: one.closest("figure").querySelector("h4").textContent })));
    const numbers = report.columns.filter(({ kind }) => kind === "number").length;
    const series = (report.time?.series ?? []).filter((one) => !is_trend(one) && (report.time.series.length <= 6 || source_of(one) === report.sources[0]));
    assert.ok(charts.length >= Math.min(numbers, 8) + (labels.length > emotions.length ? 1 : 0) + (report.time ? 1 + series.length : 0), `${charts.length} charts`);
    for (const { marks, words, caption } of charts) {
      assert.ok(marks > 3, `${caption}: ${marks} marks`);
      assert.ok(words.length > 10 && caption, caption);
    }
    assert.equal(await page.locator("table.heatmap").count(), report.crosses.length + report.agreement.filter(({ kind }) => kind === "label").length);
  });

  test("a cross table holds its counts", async () => {
    for (const [index, cross] of report.crosses.entries()) {
      const shown = await page.locator("#crosses table.heatmap").nth(index).locator("tbody tr").evaluateAll((lines) => lines.slice(0, -1).map((line) => [...line.querySelectorAll("td:not(.total)")].map((cell) => (cell.querySelector("button, .cell").firstChild.data ?? "").trim())));
      assert.deepEqual(shown, cross.counts.map((line) => line.map(grouped)));
    }
  });

  test("emotions are bars with share, rows and mean probability, most frequent first", { skip: !emotions.length }, async () => {
    assert.equal(await page.locator(".label-bars").count(), emotions.length);
    for (const column of emotions) {
      const figure = page.locator("#emotions figure", { has: page.getByRole("heading", { name: column.column, exact: true }) });
      const more = figure.getByRole("button", { name: /^Show \d+ more labels/ });
      if (await more.count()) await more.click();
      const shown = await figure.locator("tbody tr").evaluateAll((lines) => lines.map((line) => [line.querySelector("bdi").textContent, ...[...line.querySelectorAll("td:not(.track)")].map((cell) => cell.textContent)]));
      const sorted = column.labels.toSorted((one, other) => other.count - one.count);
      assert.deepEqual(shown.map(([name, , count]) => [name, count]), sorted.map(({ name, count }) => [name, grouped(count)]), column.column);
      const [name, share, , mean] = shown[0];
      assert.equal(share, `${((sorted[0].count / rated_of(column)) * 100).toFixed(1)} %`, name);
      if (typeof sorted[0].mean_probability === "number") assert.equal(mean, sorted[0].mean_probability.toFixed(3));
    }
  });

  test("probabilities are no distributions of their own", { skip: !emotions.length }, async () => {
    const all = page.getByRole("button", { name: /^Show all \d+ distributions/ });
    if (await all.count()) await all.click();
    const captions = await page.locator("#numbers h4").allInnerTexts();
    const dimensions = await page.locator("#emotions .three h4").allInnerTexts();
    const numbers = report.columns.filter(({ kind }) => kind === "number").map(({ column }) => column);
    assert.deepEqual([...captions, ...dimensions].sort(), numbers.sort());
    assert.deepEqual(dimensions.filter((column) => !/valence|arousal|dominance/.test(column)), []);
  });

  test("over time: a column at a time, labels as lines of their own", { skip: !report.time?.series.some(is_trend) }, async () => {
    for (const source of report.sources) {
      const choice = page.getByRole("radio", { name: source, exact: true });
      if (await choice.count()) await choice.check();
      const wanted = report.time.series.filter((one) => source_of(one) === source);
      if (report.time.series.length > 6) assert.deepEqual((await page.locator("#time h4").allInnerTexts()).sort(), ["Rows", ...wanted.map(({ column }) => column)].sort());
      for (const series of wanted.filter(is_trend)) {
        const figure = page.locator("#time figure", { has: page.getByRole("heading", { name: series.column, exact: true }) });
        const rated = series.rated ?? series.counts[0].map((_, bin) => series.counts.reduce((all, counts) => all + counts[bin], 0));
        const totals = series.counts.map((counts) => counts.reduce((all, count) => all + count, 0));
        const most = totals.indexOf(Math.max(...totals));
        const first = figure.locator(".trends tbody tr").first();
        assert.equal((await first.locator("th").innerText()).toLowerCase(), report.columns.find(({ column }) => column === series.column).labels[most].name.toLowerCase());
        assert.equal(await first.locator("td").nth(1).innerText(), `${((totals[most] / rated.reduce((all, count) => all + count, 0)) * 100).toFixed(1)} %`);
        assert.equal((await first.locator("path").nth(1).getAttribute("d")).split("M").length - 1, series.counts[most].filter((count, bin) => count && rated[bin]).length);
      }
    }
  });

  test("warnings, raters, licences and limits are told", async () => {
    const text = (await page.locator("body").innerText()).replaceAll(/\s+/g, " ");
    const told = [...report.warnings, ...report.limits, ...report.raters.flatMap(({ name, version, licence }) => [name, version, licence])];
    for (const one of told) assert.ok(text.includes(one.replaceAll(/\s+/g, " ")), one);
  });

  test("nothing is asked of anybody, and the console is quiet", async () => {
    assert.deepEqual(requests.filter((one) => one !== "data:,"), [url]);
    assert.deepEqual(complaints, []);
  });

  test("the policy lets no other script run", async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      return window.ran === true;
    });
    assert.equal(ran, false);
    assert.match(html, /default-src 'none'; script-src 'sha256-[^']+'; /);
  });

  test("the template is below a megabyte", { skip: !is_sample }, () => assert.ok(statSync(join(cache, "report.html")).size < 1e6));
});

describe("sample rows", { skip: rows.length === 0 }, () => {
  let page, complaints;
  before(async () => ({ page, complaints } = await opened(url)));
  const clear = async () => (await page.getByRole("button", { name: "Clear filters" }).count()) && page.getByRole("button", { name: "Clear filters" }).first().click();

  test("every class of every column finds its rows", async () => {
    for (const column of labels) {
      const select = choice(page, column.column);
      for (const { id } of column.labels) {
        await select.selectOption(id);
        assert.equal(await found(page).innerText(), found_text(rows.filter((row) => holds(row, column, id)).length), `${column.column} = ${id}`);
      }
      await select.selectOption("");
    }
  });

  test("filters of two columns hold together", { skip: labels.length < 2 }, async () => {
    const [first, second] = labels;
    await choice(page, first.column).selectOption(first.labels[0].id);
    await choice(page, second.column).selectOption(second.labels[0].id);
    assert.equal(await found(page).innerText(), found_text(rows.filter((row) => holds(row, first, first.labels[0].id) && holds(row, second, second.labels[0].id)).length));
    await clear();
  });

  test("a status finds its rows", async () => {
    const statuses = [...new Set(rows.flatMap(({ readings }) => readings.map(({ status }) => status)))];
    for (const status of statuses.length > 1 ? statuses : []) {
      await choice(page, "status").selectOption(status);
      assert.equal(await found(page).innerText(), found_text(rows.filter(({ readings }) => readings.some((one) => one.status === status)).length));
    }
    await clear();
  });

  test("search finds text in any cell, without case, and nothing where nothing is", async () => {
    const word = /[a-z]{4,}/i.exec(Object.values(rows[0].cells).join(" "))?.[0] ?? "a";
    await search(page).fill(word.toUpperCase());
    assert.equal(await found(page).innerText(), found_text(rows.filter(({ cells }) => Object.values(cells).some((cell) => cell?.toLowerCase().includes(word.toLowerCase()))).length));
    await search(page).fill("no text holds these words \u{1F6AB}");
    assert.equal(await found(page).innerText(), found_text(0));
    assert.equal(await page.locator(".nothing").count(), 1);
    await clear();
  });

  test("sorting by a number orders every page, missing last", async () => {
    const column = report.columns.find(({ kind }) => kind === "number");
    if (!column) return;
    await choice(page, "Sort by").selectOption(column.column);
    const known = rows.map((row) => value_of(row, column)).filter((value) => value !== null);
    assert.equal(await page.locator("th.by").getAttribute("aria-sort"), "descending");
    const top = await page.locator("td.by").first().innerText();
    assert.equal(Number(top.replace("−", "-").replace("+", "")), Number(Math.max(...known).toFixed(3)));
    await page.locator("th.by button").click();
    assert.equal(await page.locator("th.by").getAttribute("aria-sort"), "ascending");
    await page.locator("th.row button").click();
    assert.equal(await page.locator("th.by").count(), 0);
  });

  test("a rating tells its labels with their probabilities", { skip: !rows.some(({ readings }) => readings.some(({ probabilities }) => probabilities)) }, async () => {
    const [row] = rows;
    for (const [at, source] of report.sources.entries()) {
      const readings = row.readings.filter((one) => one.source === source);
      const chips = page.locator(".rows tbody tr").first().locator("td").nth(at).locator(".ratings > li");
      for (const [index, reading] of readings.entries())
        for (const column of labels.filter((one) => one.source === source && one.rater === reading.rater && reading.probabilities?.[one.field]))
          for (const id of [reading.values[column.field] ?? []].flat().slice(0, reading.values[column.field]?.length > 5 ? 0 : undefined)) {
            const label = column.labels.findIndex((one) => one.id === id);
            const text = (await chips.nth(index).locator("summary").innerText()).replaceAll(/\s+/g, " ");
            assert.ok(text.includes(`${column.labels[label].name} ${reading.probabilities[column.field][label].toFixed(2)}`), `${text}: ${id}`);
          }
    }
  });

  test("rows are sorted by the probability of a label", { skip: !labels.some((column) => typeof column.labels[0].mean_probability === "number") }, async () => {
    const column = labels.find((one) => typeof one.labels[0].mean_probability === "number");
    await choice(page, "Sort by").selectOption(`${column.column}.${column.labels[0].id}`);
    const known = rows.map((row) => row.readings.find((one) => one.source === column.source && one.rater === column.rater).probabilities[column.field][0]).filter((value) => value !== null);
    assert.equal(Number((await page.locator("td.by").first().innerText()).replace("+", "")), Math.max(...known));
    await choice(page, "Sort by").selectOption("row");
  });

  test("an emotion shows its rows", { skip: !emotions.length }, async () => {
    const column = emotions[0], label = column.labels.toSorted((one, other) => other.count - one.count)[0];
    await page.locator("#emotions figure", { has: page.getByRole("heading", { name: column.column, exact: true }) }).locator("tbody button").first().click();
    assert.equal(await found(page).innerText(), found_text(rows.filter((row) => holds(row, column, label.id)).length));
    assert.equal(await page.evaluate(() => document.activeElement.id), "samples-title");
    await clear();
  });

  test("pages hold all rows once", async () => {
    const seen = [];
    for (;;) {
      seen.push(...(await page.locator("tbody th.row").evaluateAll((all) => all.map((one) => Number(one.lastChild.data.replaceAll(",", ""))))));
      const next = page.getByRole("button", { name: "Next" });
      if (!(await next.count()) || (await next.getAttribute("aria-disabled")) === "true") break;
      await next.click();
    }
    assert.deepEqual(seen, rows.map(({ row }) => row));
  });

  test("a cell of a cross table shows its rows", { skip: !report.crosses.length || report.crosses[0].labels.length > 7 }, async () => {
    const cross = report.crosses[0];
    const name = (source) => report.columns.find((one) => one.source === source && one.rater === cross.rater && one.field === cross.field);
    const row = cross.counts.findIndex((line) => line.some(Boolean)), column = cross.counts[row].findIndex(Boolean);
    await page.locator("#crosses table.heatmap").first().locator("tbody tr").nth(row).locator("td").nth(column).getByRole("button").click();
    assert.equal(await found(page).innerText(), found_text(rows.filter((one) => holds(one, name(cross.rows_source), cross.labels[row]) && holds(one, name(cross.columns_source), cross.labels[column])).length));
    assert.equal(await page.evaluate(() => document.activeElement.id), "samples-title");
    await clear();
  });

  test("the marked words are the evidence, by code points", async () => {
    const texts = await page.locator(".rows tbody tr").evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll("mark")].map((mark) => mark.textContent)));
    const kind = rows.flatMap(({ readings }) => readings.flatMap((reading) => words_of(reading).map(({ field }) => ({ rater: reading.rater, field }))))[0];
    const shown = new Map(await page.locator("tbody th.row").evaluateAll((all) => all.map((one, at) => [Number(one.lastChild.data.replaceAll(",", "")), at])));
    for (const row of rows.filter((one) => shown.has(one.row) && kind)) {
      const expected = report.sources.flatMap((source) => {
        const reading = row.readings.find((one) => one.source === source && one.rater === kind.rater);
        const points = Array.from(row.cells[source] ?? "");
        return points.length > 540 ? [] : (reading ? words_of(reading) : []).filter(({ field }) => field === kind.field).sort((one, other) => one.start - other.start).map(({ start, end }) => points.slice(start, end).join(""));
      });
      if (expected.length) assert.deepEqual(texts[shown.get(row.row)], expected, `row ${row.row}`);
    }
  });

  test("the words for whatever a row was called are marked together", for_sample, async () => {
    const marks_of = page.getByLabel("Mark words of");
    assert.deepEqual((await marks_of.locator("option").allInnerTexts()).filter((text) => text.startsWith("text")), ["text, emotions13"]);
    await marks_of.selectOption({ label: "text, emotions13" });
    const texts = await page.locator(".rows tbody tr").evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll("mark")].map((mark) => mark.textContent)));
    const shown = await page.locator("tbody th.row").evaluateAll((all) => all.map((one) => Number(one.lastChild.data.replaceAll(",", ""))));
    for (const [at, number] of shown.entries()) {
      const { cells, readings } = rows.find(({ row }) => row === number);
      const points = Array.from(cells.title), evidence = words_of(readings.find(({ rater }) => rater === "text"));
      const starts = [...new Set(evidence.map(({ start }) => start))].sort((one, other) => one - other);
      const words = starts.map((start) => points.slice(start, evidence.find((one) => one.start === start).end).join(""));
      if (points.length <= 540) assert.deepEqual(texts[at], words, `row ${number}`);
    }
    await marks_of.selectOption({ index: 0 });
  });

  test("hostile cells stay text", for_sample, async () => {
    for (const [name, cell] of Object.entries(HOSTILE)) {
      const row = rows.findIndex(({ cells }) => cells.title === cell);
      await search(page).fill(cell.slice(0, 40).replaceAll(/[\u0000-\u001f\u2028\u2029]/g, " ").trim().slice(0, name === "separators" ? 4 : 40));
      const line = page.locator(".rows tbody tr").filter({ has: page.locator("th.row", { hasText: new RegExp(`${row + 1}$`) }) });
      const all = line.getByRole("button", { name: /Show all/ });
      if (await all.count()) await all.click();
      assert.equal((await line.locator(".text").first().evaluate((text) => text.textContent)).trim(), cell.replaceAll("\r", "\n").trim(), name);
    }
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.doesNotMatch(await page.title(), /owned/);
    await search(page).fill(HOSTILE.emoji.slice(-20));
    assert.deepEqual(await page.locator(".rows mark").evaluateAll((all) => all.slice(0, 2).map((mark) => [mark.textContent, mark.dataset.weight])), [["wonderful", "+2.7"], ["terrible", "−2.9"]]);
    await clear();
  });

  test("the console is quiet", () => assert.deepEqual(complaints, []));
});

describe("for everybody", () => {
  test("by keyboard: skip link, theme, search, rating, chart numbers", async () => {
    const { page } = await opened(url);
    const focused = (what) => page.evaluate((name) => document.activeElement[name], what);
    await page.keyboard.press("Tab");
    assert.equal(await focused("textContent"), "Skip to the report");
    await page.keyboard.press("Enter");
    assert.equal(await focused("id"), "main");
    const theme = page.getByRole("button", { name: "Dark theme" });
    await theme.focus();
    await page.keyboard.press("Space");
    assert.equal(await theme.getAttribute("aria-pressed"), "true");
    assert.notEqual(await theme.evaluate((button) => getComputedStyle(button).outlineStyle), "none");
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(14, 16, 20)");
    await page.locator("details.numbers summary").first().focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.locator("details.numbers table").first().isVisible());
    if (!rows.length) return;
    await search(page).focus();
    await page.keyboard.type("no text holds these words");
    assert.equal(await found(page).innerText(), found_text(0));
    await page.keyboard.press("Escape");
    await page.locator(".ratings summary").first().focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.locator(".ratings dl").first().isVisible());
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

  test("a turned phone and a narrowed window redraw", async () => {
    const { page } = await opened(url);
    await page.setViewportSize(PHONE);
    await page.waitForFunction(() => [...document.querySelectorAll(".drawing svg")].every((svg) => svg.clientWidth <= 360));
    assert.equal(await is_wide(page), false);
  });

  test("dark follows the system, and the button turns it back", async () => {
    const { page } = await opened(url, { colorScheme: "dark" });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await ground(), "rgb(14, 16, 20)");
    await page.getByRole("button", { name: "Dark theme" }).click();
    assert.equal(await ground(), "rgb(255, 255, 255)");
  });

  test("paper is light and has nothing to press", async () => {
    const { page } = await opened(url, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    assert.equal(await page.locator("button:visible").evaluateAll((all) => all.filter((one) => !one.closest(".heatmap, .label-bars, thead")).length), 0);
    for (const section of await page.locator("main > section").all()) assert.ok(await section.isVisible());
    for (const { width, height, caption } of await page.locator(".drawing").evaluateAll((all) => all.map((one) => ({ ...one.querySelector("svg").getBoundingClientRect().toJSON(), caption: one.closest("figure").querySelector("h4").textContent }))))
      assert.ok(width > 200 && height > 30, `${caption}: ${width} x ${height}`);
    assert.equal(await is_wide(page), false);
    const sheets = (await page.pdf({ format: "A4" })).length;
    assert.ok(sheets > 20_000, `${sheets} bytes of PDF`);
  });
});

test("an empty template says so", for_sample, async () => {
  const { page, complaints } = await opened(pathToFileURL(join(cache, "report.html")).href);
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "No report in this file");
  assert.deepEqual(complaints, []);
});

// Opens the sample after a change; asserts that it draws, asks nobody and complains of nothing.
async function open_changed(name, change, context) {
  const changed = join(cache, `sample_${name}.html`);
  writeFileSync(changed, fill_page(join(cache, "report.html"), change(sample_report())));
  const { page, requests, complaints } = await opened(pathToFileURL(changed).href, context);
  assert.equal(requests.filter((one) => one !== "data:,").length, 1);
  assert.deepEqual(complaints, []);
  assert.equal(await is_wide(page), false);
  return page;
}

test("hostile names of columns, raters and labels stay text", for_sample, async () => {
  const shape = () => [Object, Object.prototype, Array.prototype, Function.prototype].flatMap((one) => Object.getOwnPropertyNames(one)).sort();
  const clean = await (await open_changed("clean", (sample) => sample)).evaluate(shape);
  const name = "<img src=x onerror=document.title='owned'>{{7*7}}${alert(1)}";
  const page = await open_changed("names", (sample) => JSON.parse(JSON.stringify(sample).replaceAll("vader", name.replaceAll('"', "")).replaceAll("gratitude", "__proto__").replaceAll("neutral", "constructor")), { viewport: PHONE });
  assert.deepEqual(await page.evaluate(shape), clean); // a label __proto__ or constructor reaches no prototype
  assert.equal(await page.locator("main img").count(), 0);
  assert.doesNotMatch(await page.title(), /owned/);
  assert.doesNotMatch(await page.locator("body").innerText(), /native code|\[object/);
  assert.ok((await page.locator("#raters h3").first().innerText()).startsWith(name));
  await page.locator("#classes .drawing").first().hover({ position: { x: 40, y: 44 } });
  assert.ok((await page.locator(".tip").first().innerText()).includes(name));
});

test("a report of almost nothing", for_sample, async () => {
  const page = await open_changed("empty", () => ({ version: 1, title: "empty.csv", rows: 0, sources: ["text"] }));
  assert.deepEqual(await page.locator("main h2").allInnerTexts(), ["Made from"]);
});

test("columns without a value, bins without a row, a class nobody has", for_sample, async () => {
  const page = await open_changed("gaps", (sample) => {
    for (const column of sample.columns) {
      for (const label of column.labels ?? []) label.count = 0;
      if (column.kind === "number") Object.assign(column, { count: 0, mean: null, sd: null, lowest: null, highest: null, quantiles: {}, histogram: { from: -1, to: 1, counts: new Array(64).fill(0) } });
    }
    for (const column of sample.columns) for (const label of column.labels ?? []) if ("mean_probability" in label) label.mean_probability = null;
    for (const series of sample.time.series) series.rated?.fill(0);
    for (const series of sample.time.series) series.counts ? series.counts.forEach((counts) => counts.fill(0)) : series.means.fill(null);
    for (const matrix of [...sample.crosses, ...sample.agreement]) Object.assign(matrix, { n: 0, equal: null, pearson: null, counts: matrix.counts?.map((line) => line.map(() => 0)) });
    return sample;
  });
  assert.doesNotMatch(await page.locator("body").innerText(), /NaN|undefined|Infinity|null/);
});

test("labels that are no emotions are ranked", for_sample, async () => {
  const page = await open_changed("topics", (sample) => JSON.parse(EKMAN.reduce((text, emotion, at) => text.replaceAll(new RegExp(emotion, "gi"), `topic_${at}`), JSON.stringify(sample))));
  assert.equal(await page.locator(".label-bars").count(), 0);
  assert.ok((await page.locator("#classes h4").allInnerTexts()).includes("title.text.emotions13"));
});

test("a scheme of 28 labels against itself", for_sample, async () => {
  const labels = Array.from({ length: 28 }, (_, at) => `a_feeling_${at}`);
  const counts = labels.map((_, row) => labels.map((_, column) => (row === column ? 90 : (row * column) % 7)));
  const page = await open_changed("wide", (sample) => ({ ...sample, crosses: [{ ...sample.crosses[0], scheme: "feelings28", labels, counts, n: counts.flat().reduce((total, count) => total + count, 0), equal: 0.8 }] }), { viewport: PHONE });
  assert.equal(await page.locator("#crosses tbody th").count(), 29);
  assert.equal(await page.locator("#crosses button").count(), 0);
});

if (options.screenshots)
  test("screenshots", async () => {
    mkdirSync(options.screenshots, { recursive: true });
    const pictures = [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }], ["phone", { colorScheme: "light", viewport: PHONE, deviceScaleFactor: 2 }]];
    for (const [name, context] of pictures) {
      const { page } = await opened(url, { viewport: DESKTOP, ...context });
      await page.screenshot({ path: join(options.screenshots, `report-${name}.png`) });
      await page.screenshot({ path: join(options.screenshots, `report-${name}-full.png`), fullPage: true });
      for (const section of ["emotions", "crosses", "time", "samples"]) {
        await page.evaluate((id) => document.getElementById(id)?.scrollIntoView({ behavior: "instant" }), section);
        await page.screenshot({ path: join(options.screenshots, `report-${name}-${section}.png`) });
      }
    }
  });
