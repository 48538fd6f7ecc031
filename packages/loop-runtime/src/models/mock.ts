import type { Model, ModelMessage, ModelReply, ModelRequest } from '../model.ts'
import { unmarked } from './marked-text.ts'
import { isRecord } from './read-arguments.ts'
import { usageOf } from './usage.ts'

interface Answer {
  tool: string
  failed: boolean
  text: string
  /** The output where it is JSON. */
  output: Record<string, unknown>
  args: Record<string, unknown>
}

interface Step {
  say: string
  tool: string
  args: Record<string, unknown>
}

/** A debugger made of rules, for the demo: it knows one kind of bug, and decides from the messages alone. */
export const mockModel: Model = {
  name: 'mock',
  async reply(request: ModelRequest): Promise<ModelReply> {
    request.signal.throwIfAborted()
    const { say: text, tool, args } = nextStep(request.messages)
    request.onText?.(text)
    const calls = [{ id: `call_${request.messages.length}`, tool, args }]
    return { text, calls, end: 'stop', usage: usageOf(request, { text, calls }) }
  },
}

function nextStep(messages: readonly ModelMessage[]): Step {
  const answers = answersOf(messages)
  const last = answers.at(-1)
  if (last?.tool === 'repo_apply_patch' && last.failed) return giveUp('The patch was not applied.')
  const tests = answers.findLast(({ tool }) => tool === 'repo_run_tests')
  if (!tests) return runTests('I reproduce the problem first.')
  if (last?.tool === 'repo_apply_patch') return runTests('I run the tests again, on the patched files.')
  if (last?.tool === 'finish') return runTests('The answer was sent back, so I run the tests again.')
  if (tests.failed) return giveUp('The tests could not be run.')
  if (tests.output.passed === true) return finish(answers)
  return repair(answers.slice(answers.indexOf(tests)), tests)
}

/** What follows a red test run: find the failing test, what it imports, and the bug in there. */
function repair([, ...since]: readonly Answer[], tests: Answer): Step {
  const files = since.find(({ tool }) => tool === 'repo_list_files')
  if (!files) return { say: 'Tests fail. I look which files there are.', tool: 'repo_list_files', args: {} }
  const read = since.filter(({ tool, failed }) => tool === 'repo_read_file' && !failed)
  for (const source of read) {
    const edit = mended(source)
    if (edit)
      return {
        say: 'A text of blanks alone has a length, so it passes. I trim it first.',
        tool: 'repo_apply_patch',
        args: { edits: [edit] },
      }
  }
  const path = nextToRead(files, read, `${tests.output.stdout}\n${tests.output.stderr}`)
  if (!path) return giveUp('This model is made of rules, and knows only the bug of the demo. Name a real one, such as anthropic:NAME.')
  return { say: `I read ${path}.`, tool: 'repo_read_file', args: { path } }
}

/** The failing test that the output names, then the files whose names it mentions. */
function nextToRead(files: Answer, read: readonly Answer[], output: string): string | undefined {
  const paths = Array.isArray(files.output.files) ? files.output.files.filter((path) => typeof path === 'string') : []
  const wasRead = (path: string) => read.some(({ args }) => args.path === path)
  const isTest = (path: string) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(path)
  const sources = read.map(({ output }) => String(output.content)).join('\n')
  const failing = paths.find((path) => isTest(path) && output.includes(path))
  if (failing && !wasRead(failing)) return failing
  return paths.find((path) => !wasRead(path) && !isTest(path) && /\.[cm]?[jt]s$/.test(path) && sources.includes(path.split('/').at(-1)!))
}

/** The bug it knows: an emptiness check that counts blanks. */
function mended({ args, output }: Answer): Record<string, string> | undefined {
  const search = /\b([a-z]\w*)\.length > 0/i.exec(String(output.content))
  if (!search || /\.(test|spec)\./.test(String(args.path))) return undefined
  return { path: String(args.path), search: search[0], replace: `${search[1]}.trim().length > 0` }
}

function finish(answers: readonly Answer[]): Step {
  const patched = answers.filter(({ tool, failed }) => tool === 'repo_apply_patch' && !failed)
  const paths = [...new Set(patched.flatMap(({ output }) => (Array.isArray(output.editedFiles) ? output.editedFiles : [])))].join(', ')
  const final_answer = paths
    ? `A blank text was accepted: ${paths} now trims it first. All tests pass.`
    : 'All tests pass; nothing had to be changed.'
  return { say: 'The tests pass on these files.', tool: 'finish', args: { final_answer, confidence: 0.9 } }
}

const runTests = (say: string): Step => ({ say, tool: 'repo_run_tests', args: {} })

const giveUp = (reason: string): Step => ({ say: 'I cannot go on.', tool: 'give_up', args: { reason } })

/** Every call that was answered, in order, with its arguments. */
function answersOf(messages: readonly ModelMessage[]): readonly Answer[] {
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.calls : []))
  return messages.flatMap((message) => {
    if (message.role !== 'tool') return []
    const text = unmarked(message.text)
    const args = calls.find(({ id }) => id === message.callId)?.args
    return [{ tool: message.tool, failed: message.failed, text, output: jsonOf(text), args: isRecord(args) ? args : {} }]
  })
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}
