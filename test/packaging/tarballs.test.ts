import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../architecture/source-files.ts'
import { type Packed, type PackedPackages, packAll, published } from './pack.ts'
import { run } from './run.ts'

let packed: PackedPackages

beforeAll(async () => {
  packed = await packAll()
}, 180_000)

afterAll(() => packed?.remove())

function filesOf({ folder }: Packed): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => statSync(join(folder, name)).isFile())
}

function filesWhere(one: Packed, isTrue: (text: string) => boolean): string[] {
  return filesOf(one).filter((name) => isTrue(readFileSync(join(one.folder, name), 'utf8')))
}

/** What is imported, with its declarations; a command has all it needs inside. */
function libraryFilesOf(one: Packed): string[] {
  return filesOf(one).filter((path) => /^dist\/(?!docs\/|bin[./]).+(\.js|\.d\.ts)$/.test(path))
}

/** The packages that some code names in its imports. */
function packagesIn(code: string): string[] {
  const imports = [...code.matchAll(/^\s*(?:import|export|\}) ?[^'"]*from ['"]([^.'"][^'"]*)['"]|\bimport\(['"]([^.'"][^'"]*)['"]\)/gm)]
  const names = imports.map(([, name = '', lazy = '']) => name || lazy).filter((name) => !isBuiltin(name))
  return names.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
}

describe.each(published)('the tarball of %s', (name) => {
  it('holds the code with its declarations and a page', () => {
    const needed = ['README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts']
    expect(filesOf(packed.find(name))).toEqual(expect.arrayContaining(needed))
  })

  it("holds the repository's licence", () => {
    // pnpm adds it, but not where a package holds some other LICENSE: such a package has a copy beside its package.json.
    expect(readFileSync(join(packed.find(name).folder, 'LICENSE'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'))
  })

  it('holds nothing else: no test, no source and no source map', () => {
    const expected =
      /^(LICENSE|README\.md|package\.json|dist\/.+(\.js|\.d\.ts)|dist\/third-party-notices\.txt|dist\/docs\/[^/]+|schema\/[a-z]+\.schema\.json|skills\/[a-z-]+\/SKILL\.md)$/
    const files = filesOf(packed.find(name))
    expect(files.filter((path) => !expected.test(path) || /\.test\.|fixture/.test(path))).toEqual([])
    expect(filesWhere(packed.find(name), (text) => /^\/\/# sourceMappingURL=/m.test(text))).toEqual([])
  })

  it('names those whose code its command holds', () => {
    const one = packed.find(name)
    if (!filesOf(one).includes('dist/bin.js')) return expect(one.manifest.bin).toBeUndefined()
    const notices = readFileSync(join(one.folder, 'dist/third-party-notices.txt'), 'utf8')
    for (const bundled of ['zod', 'hono', 'kysely', 'pg', 'commander']) expect(notices).toMatch(new RegExp(`^${bundled} \\d`, 'm'))
    expect(notices).toContain('Permission is hereby granted')
  })

  it('brings no second zod beside that of its user, with which the compiler would compare every type', () => {
    expect(packed.find(name).manifest.dependencies ?? {}).not.toHaveProperty('zod')
  })

  it('names no place of the machine that built it', () => {
    const places = [root, homedir(), 'node_modules/.pnpm'].filter((place) => place.length > 1)
    expect(filesWhere(packed.find(name), (text) => places.some((place) => text.includes(`${place}/`)))).toEqual([])
  })

  it('names no registry', () => {
    expect(filesWhere(packed.find(name), (text) => /https?:\/\/[^\s"'`/]*registry|npm_config_registry/.test(text))).toEqual([])
  })

  it('depends on versions that a registry knows', () => {
    const { manifest } = packed.find(name)
    expect(JSON.stringify(manifest)).not.toMatch(/"(workspace|catalog|link|file):/)
    const own = Object.entries(manifest.dependencies ?? {}).filter(([dependency]) => published.includes(dependency))
    expect(own.filter(([dependency, version]) => packed.find(dependency).manifest.version !== version)).toEqual([])
  })

  it('declares every package that its library imports', () => {
    const { folder, manifest } = packed.find(name)
    const { dependencies, optionalDependencies, peerDependencies } = manifest
    const declared = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
    const imported = libraryFilesOf(packed.find(name)).flatMap((path) => packagesIn(readFileSync(join(folder, path), 'utf8')))
    expect([...new Set(imported)].filter((one) => one !== name && !declared.includes(one))).toEqual([])
  })

  it('says what it is, under which licence, and on which Node.js it runs', () => {
    const { description, license, keywords, engines } = packed.find(name).manifest
    expect({ license, engines }).toEqual({ license: 'MIT', engines: { node: '>=20.19' } })
    expect(description).toMatch(/^[A-Z].{20,}\.$/)
    expect(keywords).toContain('mcp')
  })

  it('leaves publint nothing to say', async () => {
    const { buffer } = await readFile(packed.find(name).tarball)
    expect((await publint({ pack: { tarball: buffer }, strict: true })).messages).toEqual([])
  })

  it('has types that are not wrong for anybody who imports it', async () => {
    const program = fileURLToPath(import.meta.resolve('@arethetypeswrong/cli/package.json').replace('package.json', 'dist/index.js'))
    const { exitCode, stdout, stderr } = await run([process.execPath, program, '--profile', 'esm-only', packed.find(name).tarball])
    expect(exitCode, stdout + stderr).toBe(0)
  })
})
