import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCommandLine } from './fixtures/command.ts'
import { gate, queue } from './fixtures/modules.ts'

let line: ReturnType<typeof testCommandLine>
beforeAll(() => {
  line = testCommandLine([queue, gate])
})
afterAll(() => line.close())

/** Asks as the shells' scripts do; the last word is the one being typed. */
async function suggestionsFor(...words: string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await line.run(['complete', '--', ...words])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const lines = stdout.trimEnd().split('\n')
  expect(lines.pop()).toMatch(/^:\d+$/)
  return lines.map((text) => text.split('\t')[0]!)
}

describe('a shell is told', () => {
  test('the first words', async () => {
    expect(await suggestionsFor('')).toEqual(['task', 'run', 'policy', 'should-continue', 'queue', 'gate', 'doctor', 'completion'])
    expect(await suggestionsFor('do')).toEqual(['doctor'])
  })

  test('the verbs of a noun, each with what it does', async () => {
    expect((await line.run(['complete', '--', 'task', ''])).stdout).toBe(
      'create\tAdd a task.\ndelete\tRemove a task for good.\nexport\tThe tasks in another format.\n:4\n',
    )
    expect(await suggestionsFor('queue', 'task', 'li')).toEqual(['list'])
  })

  test('the options of an operation, and only its own', async () => {
    expect(await suggestionsFor('task', 'create', '--t')).toEqual(['--title', '--tags', '--tries'])
    expect(await suggestionsFor('task', 'delete', '--')).toEqual(['--task-id', '--input', '--json', '--format', '--yes', '--help'])
  })

  test('the values of a choice', async () => {
    expect(await suggestionsFor('task', 'create', '--priority', '')).toEqual(['high', 'normal', 'low'])
    expect(await suggestionsFor('task', 'create', '--title', 'x', '--priority=n')).toEqual(['normal'])
    expect(await suggestionsFor('completion', 'z')).toEqual(['zsh'])
  })

  test('values that the module knows, such as ids', async () => {
    const { stdout } = await line.run(['task', 'create', '--title', 'x', '--json'])
    const { id } = JSON.parse(stdout).task
    expect(await suggestionsFor('task', 'delete', '--task-id', '')).toEqual([id])
    expect(await suggestionsFor('task', 'delete', '--task-id', 'nope')).toEqual([])
  })

  test('nothing where there is nothing to tell, not even an error', async () => {
    expect(await suggestionsFor('task', 'create', '--title', '')).toEqual([])
    expect(await suggestionsFor('nonsense', 'x')).toEqual([])
    const broken = { call: () => Promise.reject(new Error('no database')), allowed: async () => undefined, close: async () => {} }
    const { exitCode, stdout, stderr } = await line.run(['complete', '--', 'task', 'delete', '--task-id', ''], { caller: broken })
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: ':4\n', stderr: '' })
  })
})

describe('the script', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('for %s calls the program by its name', async (shell) => {
    const { exitCode, stdout, stderr } = await line.run(['completion', shell])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain(shell === 'powershell' ? "loop-test complete '--'" : 'loop-test complete -- ')
  })

  test('for another shell is refused with those there are', async () => {
    const { exitCode, stderr } = await line.run(['completion', 'tcsh'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Allowed choices are bash, zsh, fish, powershell.')
  })

  test('completes in bash, beside that of another of our programs', async () => {
    const { stdout: script } = await line.run(['completion', 'bash'])
    const { stdout: other } = await line.run(['completion', 'bash'], { name: 'loop-other' })
    const { stdout: answer } = await line.run(['complete', '--', 'task', 'cr'])
    // The function of the package bash-completion, for a line without quotes; and our program, which gives its real answer.
    const shell = `
      _get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD cur="\${COMP_WORDS[COMP_CWORD]}"; }
      compopt() { :; }
      loop-test() { [ "$*" = 'complete -- task cr' ] && printf '%s' '${answer}'; }
      ${other}
      ${script}
      COMP_WORDS=(loop-test task cr) COMP_CWORD=2
      __loop_test_complete
      printf '%s|' "\${COMPREPLY[@]}"
      complete -p loop-test loop-other`
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', shell], { encoding: 'utf8' })
    expect({ stdout, stderr }).toEqual({
      stdout: 'create|complete -F __loop_test_complete loop-test\ncomplete -F __loop_other_complete loop-other\n',
      stderr: '',
    })
  })
})
