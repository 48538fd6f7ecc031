import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import { bundledLicences } from './scripts/bundled-licences.ts'

const shared: Options = { format: 'esm', target: 'node20', sourcemap: false }

/** `pnpm typecheck` checks all packages in one go; checking them here again, one by one, took more than half of a build. */
const unchecked = { noCheck: true }

/** What people import: declarations and one file an entry, with every dependency left outside. */
const libraries = [
  'index',
  'storage/index',
  'accounts/index',
  'workspace/index',
  'process/index',
  'yaml/index',
  'outgoing/index',
  'model/index',
  'direct/index',
  'words/index',
  'testing/index',
  'faces/sdk',
]

/** Files cost more than bytes when a process starts, so a command is one file and one more for each way of serving; only the native driver stays outside. */
export const command: Options = {
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

/** What the stop hook seldom needs, by the modules that it loads then. */
const apart = ['judge-here', 'accepted-by-environment', 'junit']

/** Leaves an import to be made at run time, from a file of its own beside this one. */
const loadsApart: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'loads-apart',
  setup(build) {
    build.onResolve({ filter: new RegExp(`/(${apart.join('|')})\\.ts$`) }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./hook-${basename(path, '.ts')}.js`, external: true } : undefined,
    )
  },
}

/**
 * What a client starts at each stop of its agent: bundles of their own, so that it waits for nothing that servers need.
 * One file where nothing is gated and two where something is. Their packages are all in the command too.
 */
const hook: Options = {
  ...command,
  entry: {
    hook: 'src/hook/main.ts',
    'hook-judge-here': 'src/hook/judge-here.ts',
    'hook-accepted-by-environment': 'src/policy/accepted-by-environment.ts',
    'hook-junit': 'src/counts/junit.ts',
  },
  splitting: false,
  esbuildPlugins: [loadsApart],
  esbuildOptions: undefined,
}

const entries = libraries.map((name) => `src/${name}.ts`).filter((path) => existsSync(path))

export default defineConfig([
  { ...shared, entry: entries, splitting: true, dts: { compilerOptions: unchecked }, clean: true, onSuccess: async () => copyDocs() },
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
