import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../architecture/source-files.ts'
import { mustRun } from './run.ts'

/** What the tests read of a package.json. */
export interface Manifest {
  name: string
  version: string
  private?: boolean
  packageManager?: string
  description?: string
  license?: string
  keywords?: string[]
  engines?: { node?: string }
  exports: Record<string, unknown>
  bin?: Record<string, string>
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** A package as the registry would get it. */
export interface Packed {
  /** As it stands in the tarball. */
  manifest: Manifest
  tarball: string
  /** The tarball's content. */
  folder: string
  /** Where the package stands in this workspace. */
  source: string
}

export interface PackedPackages {
  all: readonly Packed[]
  find(name: string): Packed
  /** An own place for what a test makes, removed with the tarballs. */
  place: string
  remove(): Promise<void>
}

/** The names of the packages that are published. */
export const published = sources().map((source) => readManifest(source).name)

/** Packs every package that is published into a temporary folder, as a publication would, and unpacks it again. */
export async function packAll(): Promise<PackedPackages> {
  for (const source of sources()) refuseUnbuilt(source)
  const place = await mkdtemp(join(tmpdir(), 'loop-packaging-'))
  const only = sources().map((source) => `--filter=${readManifest(source).name}`) as [string, ...string[]]
  await mustRun([...pnpm(), ...only, 'pack', '--pack-destination', place], { cwd: root })
  const all = await Promise.all(sources().map((source) => unpack(source, place)))
  const find = (name: string) => all.find(({ manifest }) => manifest.name === name)!
  return { all, find, place, remove: () => rm(place, { recursive: true, force: true }) }
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function sources(): string[] {
  const folders = ['packages', 'apps'].flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
  return folders.filter((folder) => existsSync(join(folder, 'package.json')) && !readManifest(folder).private)
}

function refuseUnbuilt(source: string): void {
  if (!existsSync(join(source, 'dist/index.d.ts')))
    throw new Error(`${source} has no dist with declarations. Run npm test, which builds it first.`)
}

/** Inside `pnpm run` its own program is at hand; elsewhere npx brings the pinned one. */
function pnpm(): [string, ...string[]] {
  const program = process.env.npm_execpath ?? ''
  return /pnpm\.[cm]?js$/.test(program) ? [process.execPath, program] : ['npx', '--yes', readManifest(root).packageManager!]
}

async function unpack(source: string, place: string): Promise<Packed> {
  const { name, version } = readManifest(source)
  const tarball = join(place, `${name}-${version}.tgz`)
  const folder = join(place, 'unpacked', name)
  await mkdir(folder, { recursive: true })
  await mustRun(['tar', '-xzf', tarball, '-C', folder, '--strip-components=1'])
  return { manifest: readManifest(folder), tarball, folder, source }
}
