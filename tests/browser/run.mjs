// The pages in a browser.
//   node tests/browser/run.mjs [PAGE.html] [--screenshots FOLDER]
// Without PAGE.html: both kinds of page, on made-up data. With it: the tests of its kind.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { data_of } from "./sample.mjs";

const { positionals } = parseArgs({ options: { screenshots: { type: "string" } }, allowPositionals: true });
const kind = positionals.length ? (data_of(readFileSync(positionals[0], "utf8")).kind ?? "label") : "";
if (kind !== "results") await import("./report_test.mjs");
if (kind !== "label") await import("./results_test.mjs");
