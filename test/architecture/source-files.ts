import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** One source file with what it imports. */
export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  path: string
  /** The text without comments. */
  code: string
  imports: string[]
  /** Those of them that are there at run time; types cost nothing. */
  loads: string[]
}

/** Every TypeScript file of the packages and apps, tests left out. */
export function sourceFiles(): SourceFile[] {
  const folders = ['packages', 'apps'].flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}/src`))
  return folders.flatMap(filesBelow).filter(isSource).map(readSource)
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
}

/** Tests and the small programs that tests start are no part of what is shipped. */
function isSource(path: string): boolean {
  return path.endsWith('.ts') && !/\.test\.ts$|\.contract\.ts$|\/fixtures?\//.test(path)
}

function readSource(path: string): SourceFile {
  const code = readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
  return { path, code, imports: importsIn(code), loads: importsIn(code.replaceAll(/^(?:import|export) type [^']*'[^']+'/gm, '')) }
}

function importsIn(code: string): string[] {
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name!)
}

/** The package a file belongs to, such as `core` or `gateway`. */
export function packageOf(path: string): string {
  return path.split('/')[1]!
}
