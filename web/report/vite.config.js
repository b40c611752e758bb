// One page, one file: the bundle is inlined, and the page's own policy names the bundle by its hash, so that no other
// script can run in it. The result is the template that openaffect/report fills.
import { createHash } from "node:crypto";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const LICENCES = "licences.md";
const hash_of = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// The licences of what the page carries, which travel with it as a comment.
function carry_licences() {
  return {
    name: "carry-licences",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const text = bundle[LICENCES]?.source.toString();
        if (!text?.includes("echarts")) throw new Error("the build lists no licences");
        delete bundle[LICENCES];
        const page = bundle["index.html"];
        page.source = page.source.replace("</body>", () => `<!--\n${text.replaceAll("--", "\u2010\u2010")}\n-->\n</body>`);
      },
    },
  };
}

// Writes the hash of the inlined script into the policy; fails when the page is not what this expects.
function name_script_in_policy() {
  return {
    name: "name-script-in-policy",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const page = bundle["index.html"];
        const scripts = [...page.source.matchAll(/<script type="module"[^>]*>([\s\S]*?)<\/script>/g)];
        if (scripts.length !== 1) throw new Error(`the page holds ${scripts.length} scripts, not 1`);
        if (!page.source.includes("'script-hash'")) throw new Error("the policy has no place for the hash");
        page.source = page.source.replace("'script-hash'", () => hash_of(scripts[0][1]));
      },
    },
  };
}

export default defineConfig({
  plugins: [svelte(), viteSingleFile({ removeViteModuleLoader: true }), name_script_in_policy(), carry_licences()],
  build: { license: { fileName: LICENCES }, target: ["chrome123", "firefox120", "safari17.5"], modulePreload: false, outDir: "../../.cache/web/report", emptyOutDir: true },
});
