// Bundles the viewer, with the licence of three.js kept in the file.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const version = JSON.parse(readFileSync(here("node_modules/three/package.json"), "utf8")).version;
const licence = readFileSync(here("node_modules/three/LICENSE"), "utf8").trim();
const banner = `/*!
Built from js/src by "npm run build" in js/; do not edit. Contains three.js ${version}:

${licence}
*/`;

await esbuild.build({
  entryPoints: [here("src/viewer.js")],
  outfile: here("../sciatica_edu/body/static/viewer.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  banner: { js: banner },
  logLevel: "info",
});
