/** A file before and after a change; texts are given where the change could be read. */
export interface FileChange {
  path: string
  before?: string | undefined
  after?: string | undefined
}

const runnerConfigs =
  /^(?:(?:vitest|vite|jest|ava|karma|playwright|cypress|wdio|mocha)\.(?:config|conf|workspace)\..+|\.mocharc(?:\..+)?|\.taprc|\.nycrc(?:\..+)?|pytest\.ini|conftest\.py|tox\.ini|noxfile\.py|setup\.cfg|pyproject\.toml|phpunit\.xml(?:\.dist)?|\.rspec)$/

const testFiles = /(?:\.(?:test|spec)\.[^/]+|^test_[^/]*\.py|_test\.(?:py|go))$/

/** Those of the changed files that decide whether the work is right, rather than being the work. */
export function verifierPaths(changes: readonly FileChange[]): string[] {
  return changes.filter(isVerifier).map(({ path }) => path)
}

function isVerifier({ path, before, after }: FileChange): boolean {
  // Some file systems take any case for the same name.
  const parts = path.toLowerCase().split('/')
  const name = parts.pop() ?? ''
  if (name === 'package.json') return scriptsOf(before) !== scriptsOf(after) || (before === undefined && after === undefined)
  if (/^tsconfig.*\.json$/.test(name) || runnerConfigs.test(name) || testFiles.test(name)) return true
  return parts.some((part) => part === 'test' || part === 'tests' || part === '__tests__')
}

/** What its scripts, and the runners that are set up inside it, say; the whole text where it is no JSON. */
function scriptsOf(text: string | undefined): string {
  if (text === undefined) return ''
  try {
    const { scripts, jest, mocha, ava } = Object(JSON.parse(text))
    return JSON.stringify([scripts, jest, mocha, ava])
  } catch {
    return text
  }
}
