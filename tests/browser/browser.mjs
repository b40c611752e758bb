// Debian's Chromium, driven by playwright-core, with every request of a page and every complaint of its console kept.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

const require = createRequire(new URL("../../web/report/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axe_source = require("axe-core").source;

const SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

// Milliseconds: machines are shared, and a wait that is too short says nothing of the page.
const PATIENCE = 180_000;

// run(open) with a fresh profile; open(file, context options) gives { page, requests, complaints }.
export async function with_browser(run) {
  const profiles = [];
  const contexts = [];
  async function open(url, options = {}) {
    const profile = mkdtempSync(join(tmpdir(), "openaffect-browser-"));
    profiles.push(profile);
    const context = await chromium.launchPersistentContext(profile, { timeout: PATIENCE, executablePath: "/usr/bin/chromium", args: SWITCHES, viewport: DESKTOP, colorScheme: "light", reducedMotion: "reduce", ...options });
    contexts.push(context);
    context.setDefaultTimeout(PATIENCE);
    const page = context.pages()[0] ?? (await context.newPage());
    const requests = [], complaints = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(url, { waitUntil: "load" });
    return { page, requests, complaints };
  }
  try {
    return await run(open);
  } finally {
    for (const context of contexts) await context.close();
    for (const profile of profiles) rmSync(profile, { recursive: true, force: true });
  }
}

// The open() of one with_browser for all tests of a file.
export function browser_of_tests() {
  let opened, closed, close;
  before(async () => {
    await new Promise((ready, failed) => {
      closed = with_browser((open) => {
        opened = open;
        ready();
        return new Promise((done) => (close = done));
      });
      closed.catch(failed);
    });
  });
  after(async () => {
    close?.();
    await closed;
  });
  return (...given) => opened(...given);
}

export const is_wide = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

// What axe finds serious, in few words.
export async function serious_findings(page) {
  await page.evaluate(axe_source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 200), nodes[0].failureSummary]);
}
