// Bundles the editor into the folder named on the command line: without one into the package.

import { build } from "esbuild"
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"

const HERE = dirname(fileURLToPath(import.meta.url))
const CMS = join(HERE, "node_modules/@sveltia/cms")
const OUT = resolve(process.argv[2] ?? join(HERE, "../scripts/aidstories/site/cms"))

// What is said otherwise here, and how often it must stand in the package. Sveltia offers a local
// clone on localhost alone; browsers let every secure page ask for a folder. It asks a public server
// for a newer version of itself; this one is pinned, and the site answers with its own. It declares
// fonts of a public server besides those that it brings along. It writes over a file that another
// program changed: guard.js is asked before every save (and not its own question, which Git hosts
// alone bring about), told which folder is open, and may send the editor back to the form.
const CHANGES = [
  [/(?<=isLocalHost=)(?=e===`127\.0\.0\.1`)/g, "globalThis.isSecureContext||", 1],
  [/https:\/\/[a-z.]+\/@sveltia\/cms/g, "cms", 1],
  [/@font-face\s*\{[^}]*url\(https:[^}]*\}/g, "", 3],
  [
    /if\(!\w+\)\{let \w+=await (\w+)\((\w+)\);if\(\w+&&!\w+\)throw Error\(`save_conflict`,\{cause:\w+\}\)\}([^]{1,1500}?)try\{(\w+=\w+\?await \w+\(\{changes:(\w+),savingEntry:(\w+),[^{}]+,originalEntry:(\w+)\}\):)/g,
    "await $1($2.originalEntry?$2:{originalEntry:{}});$3await guard_.beforeSave({changes:$5,savingEntry:$6,originalEntry:$7,current:()=>$1($2)});try{$4",
    1,
  ],
  [/if\((\w+)\)(\w+)=\1;else throw Error\(`Directory handle could not be acquired`\)/g, "if($1)guard_.useFolder($2=$1);else throw Error(`no folder`)", 1],
  [/(?<=signOut:async\(\)=>\{)(?=await \w+\?\.delete\(\w+\)\})/g, "guard_.useFolder(null);", 1],
  [/catch\((\w+)\)\{(?=\1\.message===`validation_failed`\?)/g, "catch($1){guard_.goesOn($1)?0:", 1],
]
const GUARD = `import * as guard_ from ${JSON.stringify(join(HERE, "guard.js"))};`

const changed = {
  name: "changed",
  setup({ onLoad }) {
    onLoad({ filter: /@sveltia\/cms\/npm\/index\.js$/ }, async ({ path }) => ({
      contents: GUARD + CHANGES.reduce(change, await readFile(path, "utf8")),
      loader: "js",
    }))
  },
}

function change(source, [old, other, wanted]) {
  const count = source.match(old)?.length ?? 0
  if (count !== wanted) throw new Error(`@sveltia/cms holds ${old} ${count} times, not ${wanted}`)
  return source.replace(old, other)
}

await rm(OUT, { recursive: true, force: true })
await mkdir(OUT, { recursive: true })
const { metafile } = await build({
  entryPoints: { editor: join(HERE, "main.js") },
  outdir: OUT,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  chunkNames: "chunks/[name]-[hash]",
  external: ["@shikijs/langs/*"], // colours for source code, which no field holds
  plugins: [changed],
  logLevel: "warning",
  metafile: true,
})
await cp(join(CMS, "npm/assets"), join(OUT, "assets"), { recursive: true, filter: name => !name.endsWith(".map") })
await writeFile(join(OUT, "LICENSES.txt"), (await Promise.all(packages(metafile).map(licence))).join("\n"))
const { name, version, license } = JSON.parse(await readFile(join(CMS, "package.json"), "utf8"))
await writeFile(join(OUT, "package.json"), JSON.stringify({ name, version, license }))

// The folders of the packages of which something is in the bundle, and what each of them says.
function packages({ inputs }) {
  const folders = Object.keys(inputs).map(input => input.match(/.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
  return [...new Set(folders.filter(Boolean))].sort()
}

async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"))
  const file = (await readdir(folder)).find(each => /^licen[cs]e/i.test(each))
  return `${name} ${version} (${license})\n\n${file ? await readFile(join(folder, file), "utf8") : ""}`
}
