import type { TellingFiles } from './propose-policy.ts'

/** A command by which a project can be checked. Its words are ours alone: nothing of a stranger's file gets into them. */
export interface Proposal {
  id: string
  title: string
  run: readonly string[]
  /** Whether the tests that it runs can be counted. */
  counted?: boolean
}

/** How each package manager runs a script, and a program of a dependency. */
const managers = [
  { lock: 'pnpm-lock.yaml', name: 'pnpm', program: ['pnpm', 'exec'] },
  { lock: 'yarn.lock', name: 'yarn', program: ['yarn'] },
  { lock: 'bun.lock', name: 'bun', program: ['bunx'] },
  { lock: 'bun.lockb', name: 'bun', program: ['bunx'] },
] as const
const npm = { name: 'npm', program: ['npx'] } as const

/** The scripts of package.json, the compiler where there is no script for it. */
export function proposeForPackage(files: TellingFiles): Proposal[] {
  const { scripts, dependencies } = packageOf(files['package.json'])
  const { name, program } = managers.find(({ lock }) => files[lock] !== undefined) ?? npm
  const script = (id: string, title: string, names: readonly string[]): Proposal[] => {
    const found = names.find((one) => scripts.has(one))
    return found === undefined ? [] : [{ id, title, run: [name, 'run', found] }]
  }
  const test = scripts.get('test')
  const types = script('types', 'Types are right', ['typecheck', 'type-check', 'check-types', 'tsc'])
  const compiler = { id: 'types', title: 'Types are right', run: [...program, 'tsc', '--noEmit'] }
  const hasCompiler = types.length === 0 && files['tsconfig.json'] !== undefined && dependencies.has('typescript')
  return [
    // Without a test yet, npm itself writes a script that only fails.
    ...(test && !/no test specified/.test(test)
      ? [{ ...testsOf(test), run: name === 'bun' ? [name, 'run', 'test'] : [name, 'test'] }]
      : []),
    ...(hasCompiler ? [compiler] : types),
    ...script('lint', 'The linter finds nothing', ['lint']),
  ]
}

function testsOf(script: string): Pick<Proposal, 'id' | 'title' | 'counted'> {
  return { id: 'test', title: 'Tests pass', counted: /\b(vitest|jest|mocha|pytest)\b|\bnode\b.* --test\b/.test(script) }
}

/** What package.json says, or nothing where it makes no sense. */
function packageOf(text = '{}'): { scripts: Map<string, string>; dependencies: Map<string, string> } {
  const { scripts, dependencies, devDependencies } = objectOf(parse(text))
  return { scripts: textsOf(scripts), dependencies: new Map([...textsOf(dependencies), ...textsOf(devDependencies)]) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textsOf(value: unknown): Map<string, string> {
  return new Map(Object.entries(objectOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** The tests of every crate, and clippy where the project has said something to it. */
export function proposeForCargo(files: TellingFiles): Proposal[] {
  const manifest = files['Cargo.toml']
  if (manifest === undefined) return []
  const tests = { id: 'test', title: 'Tests pass', run: ['cargo', 'test'], counted: true }
  const clippy = { id: 'lint', title: 'Clippy finds nothing', run: ['cargo', 'clippy', '--all-targets', '--', '-D', 'warnings'] }
  const configured =
    hasTable(manifest, 'lints.clippy') || hasTable(manifest, 'workspace.lints.clippy') || files['clippy.toml'] !== undefined
  return configured || files['.clippy.toml'] !== undefined ? [tests, clippy] : [tests]
}

/** pytest, mypy and ruff, each where it is configured. */
export function proposeForPython(files: TellingFiles): Proposal[] {
  const project = files['pyproject.toml'] ?? ''
  const has = (tool: string, ...others: readonly (keyof TellingFiles)[]) =>
    hasTable(project, `tool.${tool}`) || others.some((name) => files[name] !== undefined)
  return [
    ...(has('pytest', 'pytest.ini') ? [{ id: 'test', title: 'Tests pass', run: ['pytest'], counted: true }] : []),
    ...(has('mypy', 'mypy.ini', '.mypy.ini') ? [{ id: 'types', title: 'Types are right', run: ['mypy', '.'] }] : []),
    ...(has('ruff', 'ruff.toml', '.ruff.toml') ? [{ id: 'lint', title: 'The linter finds nothing', run: ['ruff', 'check'] }] : []),
  ]
}

/** Whether a TOML file has a table of this name, or one beneath it. */
function hasTable(toml: string, name: string): boolean {
  return toml.split(/\r?\n/).some((line) => line.trim().startsWith(`[${name}]`) || line.trim().startsWith(`[${name}.`))
}
