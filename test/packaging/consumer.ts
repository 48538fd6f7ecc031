import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../architecture/source-files.ts'
import { install, link } from './install.ts'
import { type Packed, type PackedPackages, readManifest } from './pack.ts'
import { type Outcome, run } from './run.ts'

/** What a careful stranger's project has: strict, and with every declaration of every library checked. */
const compilerOptions = {
  target: 'ES2023',
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  skipLibCheck: false,
  verbatimModuleSyntax: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  rewriteRelativeImportExtensions: true,
  outDir: 'built',
}

/** Copies an example out of the workspace, so that it has the packed packages and nothing else. */
export async function consumerOf(example: string, packed: PackedPackages): Promise<string> {
  const source = join(root, 'examples', example)
  const folder = join(packed.place, example)
  const files = (await readdir(source)).filter((name) => name === 'package.json' || (name.endsWith('.ts') && !name.endsWith('.test.ts')))
  for (const name of files) await cp(join(source, name), join(folder, name))
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const names = Object.keys(readManifest(source).dependencies ?? {})
  const packages = packed.all.filter(({ manifest }) => names.includes(manifest.name))
  await install(folder, { packages })
  await link(folder, { names: names.filter((name) => !packages.some(({ manifest }) => manifest.name === name)), from: source })
  await link(folder, { names: ['@types/node'], from: root })
  for (const one of packages) await copyFromPage(folder, one)
  return folder
}

/** The code that the page of a package shows, as `<package>-page.ts`. */
async function copyFromPage(folder: string, { manifest, folder: unpacked }: Packed): Promise<void> {
  const page = await readFile(join(unpacked, 'README.md'), 'utf8')
  const [, code] = /```ts\n(.*?)```/s.exec(page) ?? []
  if (code !== undefined) await writeFile(join(folder, `${manifest.name}-page.ts`), code)
}

/** Checks the types of a consumer and writes its JavaScript to `built`. */
export async function compile(folder: string): Promise<Outcome> {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  return run([process.execPath, compiler, '-p', '.'], { cwd: folder })
}
