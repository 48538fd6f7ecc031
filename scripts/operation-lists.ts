import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** One generated file: where it belongs and what it must hold. */
export interface Generated {
  path: string
  content: string
}

/** The folders that hold operations, below `root`. */
export function operationFolders(root: string): string[] {
  const packages = ['packages', 'apps'].flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name, 'src')))
  return packages
    .flatMap((source) => [join(source, 'operations'), join(source, 'accounts/operations')])
    .filter((folder) => existsSync(folder))
}

/** The files of a folder that declare an operation. */
export function operationFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  return files.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('index.ts')).sort()
}

/** The list of a folder's operations, so that adding one touches its own file only. */
export function operationList(folder: string): Generated {
  const entries = operationFiles(folder).map((path) => ({
    name: exportOf(path),
    from: `./${relative(folder, path).replaceAll('\\', '/')}`,
  }))
  const imports = entries.map(({ name, from }) => `import { ${name} } from '${from}'`)
  // One a line, so that two branches which each add one can be merged without a hand.
  const list = ['export const operations = [', ...entries.map(({ name }) => `  ${name},`), ']']
  return {
    path: join(folder, 'index.ts'),
    content: ['// Written by `pnpm gen` from the files of this folder; do not edit.', ...imports, '', ...list, ''].join('\n'),
  }
}

function exportOf(path: string): string {
  const names = [...readFileSync(path, 'utf8').matchAll(/^export const (\w+) = operation\(/gm)].map(([, name]) => name!)
  if (names.length !== 1) throw new Error(`${path} must export exactly one operation; it exports ${names.length}.`)
  return names[0]!
}
