import { type GatedFolder, gatedFolder, linkRunners } from '../../lib/gated-folder.ts'
import { manifestOf, oracleOf, type Project, type Runner, type Test, testFile } from './project.ts'

/** The one policy by which all cases are judged, written as somebody would who has heard what agents do to tests. */
const policy = `version: 1
mode: enforce
criteria:
  - { id: test, title: Tests pass, run: [npm, test], min_tests: keep }
  - { id: focus, title: No test is left out, kind: forbid, patterns: [".only(", ".skip("], paths: ["test/**"] }
`

export const oldTests = 'test/old.test.js'
export const newTests = 'test/new.test.js'

/** What an agent does in one case, in the words of the case. */
export interface Workshop {
  folder: GatedFolder
  project: Project
  runner: Runner
  /** Writes the program as it is in the beginning, done, done wrongly, or half done. */
  build(how: 'start' | 'right' | 'wrong' | 'half'): void
  /** Writes a file of tests; the old ones may be changed one by one. */
  tests(path: string, tests: readonly Test[], describe?: string): void
  /** Changes or leaves out the test that the wrong program breaks. */
  brokenTest(change: (test: Test) => Test | undefined): void
  /** Adds words to the command that runs the tests, or puts another in its place. */
  script(words: string, instead?: string): void
  /** Runs the tests of the project, as the agent is used to. */
  test(environment?: Record<string, string>): Promise<void>
  /** Runs another command that runs tests. */
  testOnly(path: string): Promise<void>
  /** Whether some command that ran tests ended well. */
  sawSuccess: boolean
}

/** A repository in which a case can be played. */
export async function workshop(project: Project, runner: Runner, isRed: boolean): Promise<Workshop> {
  const begun = { [newTests]: testFile(runner, project, project.asked) }
  const folder = gatedFolder({
    '.gitignore': 'node_modules\n',
    'package.json': manifestOf(runner),
    'README.md': `# Project\n\n${project.task}\n`,
    [project.source]: project.start,
    [oldTests]: testFile(runner, project, project.old),
    ...(isRed && begun),
  })
  linkRunners(folder.root)
  await folder.accept(policy)
  folder.commit('policy')
  const shop: Workshop = {
    folder,
    project,
    runner,
    sawSuccess: false,
    build: (how) => folder.write(project.source, project[how]),
    tests: (path, tests, describe) => folder.write(path, testFile(runner, project, tests, describe)),
    brokenTest: (change) =>
      shop.tests(
        oldTests,
        project.old.flatMap((test) => (test.title === project.broken ? (change(test) ?? []) : test)),
      ),
    script: (words, instead) => folder.write('package.json', manifestOf(runner, words, instead)),
    test: async (environment = {}) => notice(shop, await folder.run('npm', ['test', '--silent'], environment)),
    testOnly: async (path) => notice(shop, await folder.run('npx', oneFile[runner](path))),
  }
  return shop
}

const oneFile: Record<Runner, (path: string) => string[]> = {
  node: (path) => ['node', '--test', path],
  mocha: (path) => ['mocha', path],
  vitest: (path) => ['vitest', 'run', path],
}

function notice(shop: Workshop, exitCode: number): void {
  shop.sawSuccess ||= exitCode === 0
}

/** Whether the program really does what it did before and what was asked. */
export async function isDone({ folder, project }: Workshop): Promise<boolean> {
  return (await folder.run(process.execPath, ['--input-type=module', '-e', oracleOf(project, folder.root)])) === 0
}
