import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProcess } from 'loop-core/process'
import { describe, expect, it } from 'vitest'
import { decisionOf } from './decision-of.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import type { HistoryItem } from './history.ts'
import { messagesOf } from './messages-of.ts'
import { mockModel } from './mock.ts'
import { systemText } from './system-text.ts'

const { pathOf } = await temporaryFolder()
const demo = fileURLToPath(new URL('../../../../examples/buggy-auth-service', import.meta.url))

const ask = (history: readonly HistoryItem[]) =>
  mockModel.reply({
    system: systemText(),
    messages: messagesOf({ goal: 'Fix failing tests', history, tokens: 60_000 }),
    tools: [],
    maxOutputTokens: 1,
    signal: new AbortController().signal,
  })

/** A loop without gates: each call is done, and the history grows by it, until the run ends. */
async function drive(run: (tool: string, args: Record<string, unknown>) => Promise<{ failed?: boolean; output: unknown }>) {
  const history: HistoryItem[] = []
  for (let step = 1; step <= 8; step++) {
    const reply = await ask(history)
    expect(await ask(history)).toEqual(reply)
    const read = decisionOf(reply)
    if ('fault' in read) throw new Error(read.fault)
    const [action] = read.decision.actions
    history.push({ kind: 'reply', text: reply.text, calls: reply.calls })
    if (!action) return { decision: read.decision, history }
    const { failed = false, output } = await run(action.tool, action.args)
    history.push({ kind: 'result', step, tool: action.tool, text: JSON.stringify(output), failed, callId: reply.calls[0]!.id })
  }
  throw new Error('no end after 8 iterations')
}

const toolsOf = (history: readonly HistoryItem[]) => history.flatMap((item) => (item.kind === 'result' ? [item.tool] : []))

describe('the model of the demo', () => {
  it('mends the demo in fewer iterations than a run has', async () => {
    const root = pathOf('demo')
    await cp(demo, root, { recursive: true })
    const tools: Record<string, (args: Record<string, unknown>) => Promise<unknown>> = {
      repo_list_files: async () => ({ files: (await readdir(root, { recursive: true })).sort() }),
      repo_read_file: async ({ path }) => ({ path, content: await readFile(join(root, String(path)), 'utf8') }),
      repo_run_tests: async () => testsOf(root),
      repo_apply_patch: async ({ edits }) => {
        const [{ path, search, replace }] = edits as [{ path: string; search: string; replace: string }]
        const before = await readFile(join(root, path), 'utf8')
        expect(before.split(search)).toHaveLength(2)
        await writeFile(
          join(root, path),
          before.replace(search, () => replace),
        )
        return { editedFiles: [path] }
      },
    }
    const { decision, history } = await drive(async (tool, args) => ({ output: await tools[tool]!(args) }))
    expect(decision).toMatchObject({ status: 'final', confidence: 0.9, finalAnswer: expect.stringContaining('src/validatePassword.js') })
    expect(toolsOf(history)).toEqual([
      'repo_run_tests',
      'repo_list_files',
      'repo_read_file',
      'repo_read_file',
      'repo_apply_patch',
      'repo_run_tests',
    ])
    expect(await readFile(join(root, 'src/validatePassword.js'), 'utf8')).toContain('password.trim().length > 0')
  })

  it('finishes at once where the tests pass', async () => {
    const { decision } = await drive(async () => ({ output: { passed: true } }))
    expect(decision).toMatchObject({ status: 'final', finalAnswer: 'All tests pass; nothing had to be changed.' })
  })

  it('gives up on a bug that it does not know, and where it may not patch', async () => {
    const unknown = await drive(async (tool) => ({
      output: tool === 'repo_run_tests' ? { passed: false, stdout: 'red' } : { files: ['a.js'] },
    }))
    expect(unknown.decision).toMatchObject({ status: 'failed', summary: expect.stringContaining('made of rules') })
    const denied = await drive(async (tool) => {
      if (tool === 'repo_run_tests') return { output: { passed: false, stdout: 'a.test.js' } }
      if (tool === 'repo_list_files') return { output: { files: ['a.js', 'a.test.js'] } }
      return tool === 'repo_apply_patch' ? { failed: true, output: 'no' } : { output: { content: "import './a.js'; name.length > 0" } }
    })
    expect(denied.decision).toMatchObject({ status: 'failed', summary: 'The patch was not applied.' })
  })

  it('runs the tests again when its answer is sent back', async () => {
    const { history } = await drive(async () => ({ output: { passed: true } }))
    const reply = await ask([...history, { kind: 'feedback', text: 'stale' }])
    expect(reply.calls).toMatchObject([{ tool: 'repo_run_tests' }])
  })
})

async function testsOf(root: string) {
  const { exitCode, outputTail } = await runProcess({ command: ['npm', 'test'], cwd: root, timeoutMs: 60_000, maxOutputBytes: 12_000 })
  return { passed: exitCode === 0, stdout: outputTail, stderr: '' }
}
