import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy, sayFault } from './read-policy.ts'

/** The policy of a text that has no fault. */
function policyOf(text: string) {
  const read = readPolicy(text)
  if ('faults' in read) throw new Error(read.faults.map(sayFault).join('\n'))
  return read.policy
}

/** Line and column, key and problem of every fault. */
function faultsOf(text: string): string[] {
  const read = readPolicy(text)
  return 'faults' in read ? read.faults.map(sayFault) : []
}

/** The faults of a criterion whose first line is the third of its file. */
const faultsOfCriterion = (...lines: string[]) => faultsOf(`version: 1\ncriteria:\n  - ${lines.join('\n    ')}\n`)

const criterionOf = (written: string) => policyOf(`version: 1\ncriteria: [${written}]`).criteria[0]

describe('a policy', () => {
  it('has every default filled in', () => {
    expect(policyOf('version: 1\ncriteria:\n  - { id: test, run: npm  test }\n')).toMatchInlineSnapshot(`
      {
        "criteria": [
          {
            "counts": "auto",
            "cwd": ".",
            "env": {},
            "id": "test",
            "kind": "command",
            "max_age_minutes": 1440,
            "min_tests": null,
            "on_stop": "run",
            "paths": [],
            "required": true,
            "run": [
              "npm",
              "test",
            ],
            "timeout_seconds": 300,
            "title": "test",
            "writes": false,
          },
        ],
        "gaps": "allow",
        "max_blocks": 3,
        "mode": "shadow",
        "profile": "evidence",
        "protected": [
          ".loop/gate.yaml",
        ],
        "protected_action": "note",
        "require_call": false,
        "strict_reasons": false,
        "subagents": "ignore",
        "version": 1,
      }
    `)
  })

  it('without criteria is judged by what the agent says, and then needs its call', () => {
    expect(policyOf('version: 1')).toMatchObject({ profile: 'self-report', require_call: true, criteria: [] })
    expect(policyOf('version: 1\nprofile: evidence')).toMatchObject({ profile: 'evidence', require_call: false })
    expect(policyOf('version: 1\nrequire_call: false')).toMatchObject({ require_call: false })
  })

  it('always protects its own file', () => {
    expect(policyOf('version: 1\nprotected: [test/**]').protected).toEqual(['.loop/gate.yaml', 'test/**'])
    expect(policyOf('version: 1\nprotected: [.loop/gate.yaml]').protected).toEqual(['.loop/gate.yaml'])
  })

  it('knows five kinds of criteria', () => {
    expect(criterionOf('{ id: clean, kind: git_clean }')).toEqual({
      id: 'clean',
      kind: 'git_clean',
      title: 'clean',
      required: true,
      paths: [],
    })
    expect(criterionOf('{ id: marks, kind: forbid, patterns: ["<<<<<<<", ".only("] }')).toMatchObject({ patterns: ['<<<<<<<', '.only('] })
    expect(criterionOf('{ id: seen, kind: human, required: false, title: Looked at }')).toMatchObject({
      required: false,
      title: 'Looked at',
    })
    expect(criterionOf('{ id: queue, kind: fact, fact: queue.ready_count, op: lte, value: 0 }')).toMatchObject({ op: 'lte', value: 0 })
    expect(criterionOf('{ id: x, kind: command, run: [a], min_tests: keep, counts: "junit:out/x.xml" }')).toMatchObject({
      min_tests: 'keep',
      counts: 'junit:out/x.xml',
    })
  })

  it('may begin with a byte order mark and end its lines as on Windows', () => {
    expect(policyOf('\uFEFFversion: 1\r\nmode: warn\r\n').mode).toBe('warn')
    expect(faultsOf('\uFEFFversion: 1\r\nmode: loud\r\n')).toEqual(['2:1 mode: must be off, shadow, warn or enforce'])
  })

  it('as large as its limits allow is taken', () => {
    const one = (index: number) =>
      `{ id: c${index}, run: [${Array(64).fill('a').join(', ')}], paths: [${Array(50).fill('"src/**"').join(', ')}], env: { ${Array.from(
        { length: 20 },
        (_, index) => `A${index}: "1"`,
      ).join(', ')} } }`
    const text = `version: 1\ncriteria:\n${Array.from({ length: 20 }, (_, index) => `  - ${one(index)}\n`).join('')}`
    expect(policyOf(text).criteria).toHaveLength(20)
  })
})

describe('31. a fault in a policy names its line and its key', () => {
  it.each([
    ['an unknown key', ['id: test', 'run: x', 'shell: true'], '5:5 criteria[0].shell: is unknown'],
    ['a duplicate key', ['id: test', 'run: x', 'run: y'], '5:5 criteria[0].run: stands here for the second time'],
    ['an alias', ['id: test', 'run: x', 'title: *t'], '5:12 criteria[0].title: is an alias: write the value itself'],
    ['an anchor', ['id: test', 'run: &r x'], '4:10 criteria[0].run: has an anchor: there are no aliases in a policy'],
    ['a tag', ['id: test', 'run: !!str x'], '4:10 criteria[0].run: has a tag: write the plain value'],
    ['a shell', ['id: test', 'run: "npm test && x"'], '4:5 criteria[0].run: holds "&": write a list; no shell is ever implied'],
    [
      'a folder outside',
      ['id: test', 'run: x', 'cwd: ../x'],
      '5:5 criteria[0].cwd: must be beneath the root: a relative path without ".."',
    ],
    [
      'an absolute folder',
      ['id: test', 'run: x', 'cwd: /x'],
      '5:5 criteria[0].cwd: must be beneath the root: a relative path without ".."',
    ],
    ['no command', ['id: test'], '3:5 criteria[0].run: is missing'],
    ['an empty list', ['id: test', 'run: []'], '4:5 criteria[0].run: must not be empty'],
    ['an empty line', ['id: test', 'run: " "'], '4:5 criteria[0].run: must name a program'],
    ['a nameless program', ['id: test', 'run: ["", a]'], '4:11 criteria[0].run[0]: must name a program'],
    ['a number as a word', ['id: test', 'run: [sleep, 1]'], '4:18 criteria[0].run[1]: must be a text (a number or a yes needs quotes)'],
    ['a word too many', ['id: test', `run: [${Array(65).fill('a')}]`], '4:5 criteria[0].run: must have at most 64 items'],
    ['another kind', ['id: test', 'kind: shell'], '4:5 criteria[0].kind: must be command, git_clean, forbid, human or fact'],
    ['another id', ['id: Test', 'run: x'], '3:5 criteria[0].id: must begin with a small letter, then at most 39 of a-z, 0-9, _ and -'],
    ['a title to deceive', ['id: test', 'run: x', 'title: "a\\eb"'], '5:5 criteria[0].title: holds a control character'],
    ['a blank title', ['id: test', 'run: x', 'title: ""'], '5:5 criteria[0].title: must not be empty'],
    ['a short pattern', ['id: test', 'kind: forbid', 'patterns: [ab]'], '5:16 criteria[0].patterns[0]: must have at least 3 characters'],
    ['no tests', ['id: test', 'run: x', 'min_tests: 0'], '5:5 criteria[0].min_tests: must be at least 1'],
    ['some tests', ['id: test', 'run: x', 'min_tests: some'], '5:5 criteria[0].min_tests: must be a whole number from 1 on, or keep'],
    ['a long time', ['id: test', 'run: x', 'timeout_seconds: 3601'], '5:5 criteria[0].timeout_seconds: must be at most 3600'],
    ['other counts', ['id: test', 'run: x', 'counts: x'], '5:5 criteria[0].counts: must be auto, none or junit:<path beneath the root>'],
    [
      'counts outside',
      ['id: test', 'run: x', 'counts: junit:../x'],
      '5:5 criteria[0].counts: must be beneath the root: a relative path without ".."',
    ],
    ['a loader', ['id: test', 'run: x', 'env: { ld_preload: x }'], '5:12 criteria[0].env.ld_preload: may not be set by a policy'],
    [
      'options of node',
      ['id: test', 'run: x', 'env: { NODE_OPTIONS: x }'],
      '5:12 criteria[0].env.NODE_OPTIONS: may not be set by a policy',
    ],
    ['a path', ['id: test', 'run: x', 'env: { Path: x }'], '5:12 criteria[0].env.Path: may not be set by a policy'],
    ["JavaScript's own name", ['id: test', 'run: x', 'env: { __proto__: x }'], '5:12 criteria[0].env.__proto__: is unknown'],
    [
      'a bomb of braces',
      ['id: test', 'run: x', 'paths: ["{1..101}"]'],
      '5:13 criteria[0].paths[0]: stands for more than 100 globs by its braces',
    ],
    [
      'a glob that excludes',
      ['id: test', 'run: x', 'paths: ["!x"]'],
      '5:13 criteria[0].paths[0]: must not begin with "!": name what counts',
    ],
    [
      'a glob of a folder',
      ['id: test', 'run: x', 'paths: [src/]'],
      '5:13 criteria[0].paths[0]: must name files: write ** behind the last slash',
    ],
    [
      'a glob outside',
      ['id: test', 'run: x', 'paths: [../x]'],
      '5:13 criteria[0].paths[0]: must be beneath the root: a relative path without ".."',
    ],
    ['a long glob', ['id: test', 'run: x', `paths: [${'a'.repeat(257)}]`], '5:13 criteria[0].paths[0]: must have at most 256 characters'],
    [
      'a list as a value',
      ['id: f', 'kind: fact', 'fact: x', 'op: eq', 'value: []'],
      '7:5 criteria[0].value: must be a text, a number, true or false',
    ],
  ])('such as %s', (_, lines, fault) => {
    expect(faultsOfCriterion(...lines)).toEqual([fault])
  })

  it.each([
    ['no version', 'mode: off', '1:1 version: is missing'],
    ['another version', 'version: 2', '1:1 version: must be 1'],
    ['too many blocks', 'version: 1\nmax_blocks: 8', '2:1 max_blocks: must be at most 7'],
    ['nothing', '', '1:1 must be a mapping of keys to values'],
    ['a list', '- version: 1', '1:1 must be a mapping of keys to values'],
    [
      'a name with a meaning',
      'version: 1\ncriteria: [{ id: protected, run: x }]',
      '2:14 criteria[0].id: means the protected files where something is waived: take another',
    ],
    ['twins', 'version: 1\ncriteria: [{ id: a, run: x }, { id: a, run: y }]', '2:33 criteria[1].id: is the id of criteria[0] too'],
    ['tabs', 'version: 1\ncriteria:\n\t- id: x', '3:1 criteria: Tabs are not allowed as indentation'],
    ['an older YAML', '%YAML 1.1\n---\nversion: 1', '1:1 is a directive: a policy needs none'],
    ['a second document', 'version: 1\n---\nversion: 1', '2:1 version: a second document begins here'],
    ['a merge', 'version: 1\n<<: { mode: off }', '2:1 <<: is unknown'],
    ['a key that is a list', 'version: 1\n? [a]\n: 1', '2:3 version: a key that is no text'],
    ['NUL', 'version: 1\nmode: a\0b', '2:8 mode: holds a character that cannot be seen'],
    ['reversed writing', 'version: 1\nmode: "\u202Eno"', '2:8 mode: holds a character that cannot be seen'],
  ])('such as %s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([fault])
  })

  it.each([...'"\'\\|&;<>$`*?()~#\n\t'])('such as a line with %j, which only a shell would understand', (character) => {
    expect(faultsOfCriterion('id: test', `run: ${JSON.stringify(`a ${character}b`)}`)).toEqual([
      `4:5 criteria[0].run: holds ${JSON.stringify(character)}: write a list; no shell is ever implied`,
    ])
  })

  it('all at once and in the order of the lines', () => {
    expect(faultsOf('version: 2\ncolour: red\nmode: loud\nmax_blocks: 0')).toEqual([
      '1:1 version: must be 1',
      '2:1 colour: is unknown',
      '3:1 mode: must be off, shadow, warn or enforce',
      '4:1 max_blocks: must be at least 1',
    ])
  })

  it('without what a terminal would obey', () => {
    expect(faultsOf('version: 1\n"a\\e[2Jb": 1')).toEqual(['2:1 a\uFFFD[2Jb: is unknown'])
  })
})

describe('a hostile policy', () => {
  const laughs = [
    'a: &a [lol, lol]',
    ...[...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`),
  ]

  it('that laughs a billion times is refused at its first anchor', () => {
    const faults = faultsOf(laughs.join('\n'))
    expect(faults[0]).toBe('1:4 a: has an anchor: there are no aliases in a policy')
    expect(faults).toHaveLength(20)
  })

  it('of a mebibyte is not looked at', () => {
    expect(faultsOf('a'.repeat(1_048_576))).toEqual(['1:1 A policy has at most 64 KiB'])
  })

  // The recursion of the YAML library, and of V8 beneath it, would end the process rather than throw.
  it.each(['[', '- ', '? ', '{a: ', '[{'])('that nests %j until the stack ends is refused before it is parsed', (opening) => {
    expect(faultsOf(opening.repeat(Math.floor(65_000 / opening.length)))).toEqual([expect.stringContaining('is nested too deeply')])
  })

  it.each([
    ['keys', Array.from({ length: 9_000 }, (_, index) => `k${index}:`).join('\n')],
    ['twins', 'a:\n'.repeat(20_000)],
    ['values', `[${'a,'.repeat(30_000)}]`],
  ])('of thousands of %s is refused before they are compared', (_, text) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining('is too much for one policy')])
  })

  it('of any kind is read or refused with lines, and never throws', () => {
    const pieces = [
      'version: 1',
      'criteria:',
      '- ',
      'id: a',
      'run: ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|',
      '>-',
      '&a',
      '*a',
      '!!map',
      '? ',
      ': ',
      ', ',
    ]
    const more = [
      '#',
      '\n',
      '\r\n',
      '\n  ',
      '\n    ',
      '\t',
      '---',
      '...',
      '%TAG',
      '<<: ',
      '\uFEFF',
      '\u0085',
      '\uD800',
      '\\',
      '__proto__: 1',
      'null',
      '.inf',
    ]
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces, ...more), fc.string({ maxLength: 3 })), { maxLength: 40 })
    fc.assert(
      fc.property(text, (parts) => {
        const read = readPolicy(parts.join(''))
        if ('faults' in read) expect(read.faults.every(({ line, column }) => line > 0 && column > 0) && read.faults.length > 0).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})
