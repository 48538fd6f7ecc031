import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
  return folder
}

/** The first program that the page of a package shows. */
export async function programOnPage({ folder }: Packed): Promise<string> {
  const page = await readFile(join(folder, 'README.md'), 'utf8')
  const [, program] = /```ts\n(.*?)```/s.exec(page) ?? []
  if (program === undefined) throw new Error(`${folder}/README.md shows no program.`)
  return program
}

/** A program that imports everything that a package has to import. */
export function importOfEverything({ manifest }: Packed): string {
  const entries = Object.keys(manifest.exports).filter((entry) => !entry.includes('*'))
  return entries.map((entry, index) => `export * as entry${index} from '${join(manifest.name, entry)}'\n`).join('')
}

/** Checks the types of a consumer and writes its JavaScript to `built`. */
export async function compile(folder: string): Promise<Outcome> {
  const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'))
  return run([process.execPath, compiler, '-p', '.'], { cwd: folder })
}
