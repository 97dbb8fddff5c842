// Bundles the viewer, with the licence of three.js kept in the file, and a hash of its sources by which
// a test knows that the bundle was built from them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const version = JSON.parse(readFileSync(here("node_modules/three/package.json"), "utf8")).version;
const licence = readFileSync(here("node_modules/three/LICENSE"), "utf8").trim();
const hash = createHash("sha256");
for (const name of ["build.mjs", "package-lock.json", ...readdirSync(here("src")).sort().map((file) => `src/${file}`)]) {
  hash.update(`${name}\n`);
  hash.update(readFileSync(here(name), "utf8").replaceAll("\r\n", "\n"));
}
const banner = `/*!
Built from js/src by "npm run build" in js/; do not edit. Sources: ${hash.digest("hex")}
Contains three.js ${version}:

${licence}
*/`;

await esbuild.build({
  entryPoints: [here("src/viewer.js")],
  outfile: here("../sciatica_edu/body/view/static/viewer.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  banner: { js: banner },
  logLevel: "info",
});
