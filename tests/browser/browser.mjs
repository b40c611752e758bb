// Debian's Chromium, driven by playwright-core, with every request of a page and every complaint of its console kept.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../../web/report/package.json", import.meta.url));
const { chromium } = require("playwright-core");
export const axe_source = require("axe-core").source;

const SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

// run(open) with a fresh profile; open(file, context options) gives { page, requests, complaints }.
export async function with_browser(run) {
  const profiles = [];
  const contexts = [];
  async function open(url, options = {}) {
    const profile = mkdtempSync(join(tmpdir(), "openaffect-browser-"));
    profiles.push(profile);
    const context = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args: SWITCHES, viewport: DESKTOP, colorScheme: "light", reducedMotion: "reduce", ...options });
    contexts.push(context);
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
