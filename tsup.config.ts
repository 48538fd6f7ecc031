import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import { bundledLicences } from './scripts/bundled-licences.ts'

const shared: Options = { format: 'esm', target: 'node20', sourcemap: false }

/** What people import: declarations and one file an entry, with every dependency left outside. */
const libraries = [
  'index',
  'storage/index',
  'accounts/index',
  'workspace/index',
  'process/index',
  'outgoing/index',
  'direct/index',
  'testing/index',
  'faces/sdk',
]

/** Files cost more than bytes when a process starts, so a command is one file and one more for each way of serving; only the native driver stays outside. */
const command: Options = {
  ...shared,
  entry: { bin: 'src/bin.ts' },
  splitting: true,
  noExternal: [/^(?!better-sqlite3|pg-native)/],
  external: ['better-sqlite3', 'better-sqlite3-napi', 'pg-native'],
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  minify: true,
  esbuildOptions: (options) => {
    options.chunkNames = 'bin/[name]-[hash]'
  },
  esbuildPlugins: [bundledLicences('dist/third-party-notices.txt')],
}

/** What a client starts at each stop of its agent: a bundle of its own, so that it waits for nothing that servers need. Its packages are all in the command too. */
const hook: Options = {
  ...command,
  entry: { hook: 'src/hook/main.ts' },
  esbuildPlugins: [],
  esbuildOptions: (options) => {
    options.chunkNames = 'hook/[name]-[hash]'
  },
}

const entries = libraries.map((name) => `src/${name}.ts`).filter((path) => existsSync(path))

export default defineConfig([
  { ...shared, entry: entries, splitting: true, dts: true, clean: true, onSuccess: async () => copyDocs() },
  ...(existsSync('src/bin.ts') ? [command] : []),
  ...(existsSync('src/hook/main.ts') ? [hook] : []),
])

/** The docs page works offline, so its assets travel with the package. */
function copyDocs(): void {
  if (!existsSync('src/faces/http/docs.ts')) return
  const from = dirname(createRequire(resolve('package.json')).resolve('swagger-ui-dist/package.json'))
  mkdirSync('dist/docs', { recursive: true })
  const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'LICENSE', 'NOTICE']
  for (const name of files) cpSync(join(from, name), join('dist/docs', name))
}
