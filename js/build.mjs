// Bundles the browser halves: every src/**/NAME.widget.js becomes sciatica_edu/static/NAME.js, one module
// that needs nothing beside it. `python hatch_build.py` (make js) calls this and notes from which sources.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "..", "sciatica_edu", "static");
const ENTRY = ".widget.js";

/** Entry points by the name of what is built from them. */
function entries() {
  const found = new Map();
  for (const path of readdirSync(join(HERE, "src"), { recursive: true }).sort()) {
    if (!path.endsWith(ENTRY)) continue;
    const name = basename(path, ENTRY);
    if (found.has(name))
      throw new Error(`src/${path}: ${name}${ENTRY} stands in src/${found.get(name)} as well.`);
    found.set(name, path);
  }
  return found;
}

/** Style sheets arrive in a module as text, without comments and spaces. */
const styleSheetsAsText = {
  name: "style sheets as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = readFileSync(path, "utf8");
      const { code } = await esbuild.transform(source, {
        loader: "css",
        minify: true,
        charset: "utf8",
        target: "chrome120",
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Name, version and licence text of every package that went into a bundle. */
function licences({ inputs }) {
  const packages = new Set(
    Object.keys(inputs).flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []),
  );
  return [...packages].sort().map((name) => {
    const folder = join(HERE, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} ${version} has no licence file; it cannot be shipped.`);
    return `Contains ${name} ${version}:\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
  });
}

async function bundle(path) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [join(HERE, "src", path)],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none", // the whole licence stands in the head instead
    charset: "utf8",
    absWorkingDir: HERE,
    plugins: [styleSheetsAsText],
  });
  const head = [`Built from js/src/${path.replaceAll(sep, "/")}; do not edit.`, ...licences(metafile)].join(
    "\n",
  );
  return `/*!\n${head}\n*/\n${outputFiles[0].text}`;
}

const built = await Promise.all([...entries()].map(async ([name, path]) => [name, await bundle(path)]));
rmSync(OUT, { recursive: true, force: true }); // a widget that is gone leaves nothing behind
mkdirSync(OUT);
for (const [name, text] of built) writeFileSync(join(OUT, `${name}.js`), text);
console.log(built.map(([name, text]) => `${name} ${(text.length / 1000).toFixed(1)} kB`).join(", "));
