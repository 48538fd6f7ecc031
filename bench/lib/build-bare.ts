import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Options } from 'tsup'

const bench = join(import.meta.dirname, '..')
const outside = join(bench, 'dist/unbundled')
const inside = join(bench, 'dist/bundled')

const shared: Options = {
  config: false,
  format: 'esm',
  target: 'node20',
  silent: true,
  splitting: false,
  outExtension: () => ({ js: '.js' }),
}

const sources = [
  new URL('../bare/stdio.ts', import.meta.url),
  new URL('../bare/storing-stdio.ts', import.meta.url),
  new URL('../bare/http.ts', import.meta.url),
].map((url) => fileURLToPath(url))

/** The bare servers as files for Node.js: with the SDK in `node_modules`, as people write them, and as one file, as ours are published. */
export const bare = {
  unbundled: join(outside, 'stdio.js'),
  bundled: join(inside, 'stdio.js'),
  storing: join(inside, 'storing-stdio.js'),
  http: join(inside, 'http.js'),
}

export async function buildBare(): Promise<void> {
  await build({ ...shared, entry: sources.slice(0, 1), outDir: outside, skipNodeModulesBundle: true })
  await build({ ...shared, entry: sources, outDir: inside, noExternal: [/.*/], minify: true, banner: { js: requireBanner } })
}

const requireBanner = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"
