// Bundles the editor into the folder named on the command line: `node build.mjs ../build/admin`.

import { build } from "esbuild"
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"

const HERE = dirname(fileURLToPath(import.meta.url))
const CMS = join(HERE, "node_modules/@sveltia/cms")
const OUT = resolve(process.argv[2] ?? join(HERE, "../build/admin"))

// What is said otherwise here, and how often it must stand in the package. Sveltia offers a local
// clone on localhost alone; browsers let every secure page ask for a folder. It asks a public server
// for a newer version of itself; this one is pinned, and the site answers with its own. It declares
// fonts of a public server besides those that it brings along.
const CHANGES = [
  [/(?<=isLocalHost=)(?=e===`127\.0\.0\.1`)/g, "globalThis.isSecureContext||", 1],
  [/https:\/\/[a-z.]+\/@sveltia\/cms/g, "cms", 1],
  [/@font-face\s*\{[^}]*url\(https:[^}]*\}/g, "", 3],
]

const changed = {
  name: "changed",
  setup({ onLoad }) {
    onLoad({ filter: /@sveltia\/cms\/npm\/index\.js$/ }, async ({ path }) => ({
      contents: CHANGES.reduce(change, await readFile(path, "utf8")),
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
await build({
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
})
await cp(join(CMS, "npm/assets"), join(OUT, "assets"), { recursive: true, filter: name => !name.endsWith(".map") })
await cp(join(CMS, "LICENSE.txt"), join(OUT, "LICENSE.txt"))
const { name, version, license } = JSON.parse(await readFile(join(CMS, "package.json"), "utf8"))
await writeFile(join(OUT, "package.json"), JSON.stringify({ name, version, license }))
