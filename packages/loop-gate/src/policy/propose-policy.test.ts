import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matcher } from './globs.ts'
import type { CommandCriterion, Policy } from './policy.ts'
import { proposePolicy, type TellingFiles, tellingFiles } from './propose-policy.ts'
import { readPolicy, sayFault } from './read-policy.ts'

function policyOf(text: string): Policy {
  const read = readPolicy(text)
  if ('faults' in read) throw new Error(`${read.faults.map(sayFault).join('\n')}\n${text}`)
  return read.policy
}

/** What is proposed to run, with a star where tests are counted. */
function proposed(files: TellingFiles): string[] {
  const criteria = policyOf(proposePolicy(files)).criteria as readonly CommandCriterion[]
  return criteria.map(({ id, run, min_tests }) => `${id}${min_tests === 1 ? '*' : ''}: ${run.join(' ')}`)
}

const scripts = (scripts: object, more: object = {}) => ({ 'package.json': JSON.stringify({ scripts, ...more }) })
const typescript = { devDependencies: { typescript: '6' } }

describe('a proposed policy', () => {
  it('says what each of its lines means', () => {
    expect(proposePolicy(scripts({ test: 'vitest run', lint: 'biome check' }))).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=../node_modules/loop-gate/schema/gate.schema.json
      # When may an agent stop here? Nothing of this counts until a person accepts it: loop-gate policy accept
      version: 1

      # off: do nothing. shadow: only record what would have happened. warn: tell you. enforce: hold the agent.
      mode: shadow

      # These files say what the commands below do. You are told once a session if one of them changed.
      # To be asked before a stop with such a change, or with a changed test: add "test/**", and protected_action: block.
      protected: ["**/package.json", "**/tsconfig*.json", "**/*.config.*", "**/.*rc", "**/.*rc.*"]

      # What must have passed on exactly the files that are there now. No shell: a command is a list of words.
      # Add paths: ["src/**", "test/**"] to one that is about these files alone.
      criteria:
        - id: test
          title: Tests pass
          run: [npm, test]
          min_tests: 1 # at least one test must really have run
        - id: lint
          title: The linter finds nothing
          run: [npm, run, lint]
      "
    `)
  })

  it.each<[string, TellingFiles, string[]]>([
    [
      'the scripts of package.json',
      scripts({ test: 'jest', typecheck: 'tsc', lint: 'eslint' }),
      ['test*: npm test', 'types: npm run typecheck', 'lint: npm run lint'],
    ],
    [
      'pnpm',
      { ...scripts({ test: 'node --test' }, typescript), 'pnpm-lock.yaml': '', 'tsconfig.json': '' },
      ['test*: pnpm test', 'types: pnpm exec tsc --noEmit'],
    ],
    [
      'yarn',
      { ...scripts({ test: 'make' }, typescript), 'yarn.lock': '', 'tsconfig.json': '' },
      ['test: yarn test', 'types: yarn tsc --noEmit'],
    ],
    ['bun', { ...scripts({ test: 'bun test', tsc: 'tsc' }), 'bun.lock': '' }, ['test: bun run test', 'types: bun run tsc']],
    ['the compiler without a script', { ...scripts({}, typescript), 'tsconfig.json': '{}' }, ['types: npx tsc --noEmit']],
    ['no compiler without a dependency', { ...scripts({}), 'tsconfig.json': '{}' }, []],
    ['no test where npm wrote one that fails', scripts({ test: 'echo "Error: no test specified" && exit 1' }), []],
    ['cargo', { 'Cargo.toml': '[package]\nname = "x"\n' }, ['test*: cargo test']],
    [
      'clippy where it is configured',
      { 'Cargo.toml': '[lints.clippy]\nall = "warn"\n' },
      ['test*: cargo test', 'lint: cargo clippy --all-targets -- -D warnings'],
    ],
    [
      'pytest, mypy and ruff',
      { 'pyproject.toml': '[tool.pytest.ini_options]\r\n[tool.mypy]\n[tool.ruff.lint]\n' },
      ['test*: pytest', 'types: mypy .', 'lint: ruff check'],
    ],
    ['pytest by its own file', { 'pytest.ini': '' }, ['test*: pytest']],
    ['no Python tool that is not configured', { 'pyproject.toml': '[project]\n# [tool.ruff]\n[tool.ruffian]' }, []],
    ['two languages', { ...scripts({ test: 'mocha' }), 'Cargo.toml': '' }, ['test*: npm test', 'test-cargo*: cargo test']],
    ['nothing that it does not know', {}, []],
  ])('names %s', (_, files, commands) => {
    expect(proposed(files)).toEqual(commands)
  })

  it.each<[string, TellingFiles, string[], string[]]>([
    [
      'of a package',
      scripts({ test: 'mocha' }),
      ['package.json', 'apps/a/package.json', '.mocharc.yml', 'vitest.config.ts', '.npmrc'],
      ['src/a.ts'],
    ],
    ['of a crate', { 'Cargo.toml': '' }, ['Cargo.toml', 'inner/Cargo.toml', '.cargo/config.toml'], ['Cargo.lock', 'src/a.rs']],
    ['of Python', { 'pytest.ini': '' }, ['pytest.ini', 'test/conftest.py', 'pyproject.toml'], ['test/test_a.py']],
    ['of nothing that is known', {}, ['.loop/gate.yaml'], ['package.json', 'pytest.ini']],
  ])('protects the files that say what its commands do: %s', (_, files, guarded, others) => {
    const matches = matcher(policyOf(proposePolicy(files)).protected)
    expect(guarded.filter((path) => !matches(path))).toEqual([])
    expect(others.filter(matches)).toEqual([])
  })

  it('of the other profile runs nothing', () => {
    expect(policyOf(proposePolicy(scripts({ test: 'vitest' }), 'self-report'))).toMatchObject({
      profile: 'self-report',
      require_call: true,
      mode: 'shadow',
      criteria: [],
    })
  })

  it('can always be read, whatever the files of the project say', () => {
    const words = fc.oneof(fc.string(), fc.constantFrom('vitest', 'node --test', '\n- id: x', '"]', '&a'))
    const scripts = fc.dictionary(fc.oneof(fc.constantFrom('test', 'lint', 'typecheck', 'tsc', '__proto__'), fc.string()), words)
    const manifest = fc.oneof(
      fc.record({ scripts, devDependencies: fc.constant({ typescript: '6' }) }),
      fc.json().map((text) => JSON.parse(text)),
    )
    const toml = fc
      .array(fc.constantFrom('[tool.ruff]', '[tool.mypy]', '[tool.pytest]', '[lints.clippy]', 'x = 1'))
      .map((lines) => lines.join('\n'))
    const others = Object.fromEntries(tellingFiles.map((name) => [name, name.endsWith('.toml') ? toml : words]))
    const files = fc.record(
      {
        ...others,
        'package.json': fc.oneof(
          manifest.map((value) => JSON.stringify(value)),
          words,
        ),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(files, fc.constantFrom('evidence', 'self-report'), (files, profile) => void policyOf(proposePolicy(files, profile))),
    )
  })
})
