import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { withRuntime } from '../../../packages/loop-runtime/src/cli/local-runtime.ts'
import { demoFiles } from '../../../packages/loop-runtime/src/demo/files.ts'
import type { Model } from '../../../packages/loop-runtime/src/model.ts'
import { startRun } from '../../../packages/loop-runtime/src/run/start-run.ts'
import { runnable, settleTask } from '../../../packages/loop-runtime/src/task/settle-task.ts'
import { repository } from '../../lib/repository.ts'
import { graphs } from '../../lib/runtime-peers.ts'
import { emptyFolder } from '../../lib/servers.ts'
import { turnstile } from '../../lib/turnstile.ts'

/** Something in which a model and a tool take turns, each of them kept in a file before the next. */
export interface Turning {
  /** One reply of the model and one reading of lines, in milliseconds. */
  turn(): Promise<number>
  end(): Promise<void>
}

const path = 'notes.txt'
const lines = Array.from({ length: 3_000 }, (_, index) => `${index}: what somebody wrote down about this service`)
const content = `${lines.join('\n')}\n`
/** No two turns read the same, or it would be a circle. */
const partOf = (turn: number) => ({ startLine: turn + 1, endLine: turn + 12 })

/** A run of ours in a repository of its own. */
export function ourTurning(): Turning {
  const gate = turnstile()
  const stop = new AbortController()
  let turns = 0
  const model: Model = {
    name: 'scripted',
    async reply() {
      await gate.pass()
      turns += 1
      const call = { id: `call_${turns}`, tool: 'repo_read_file', args: { path, ...partOf(turns) } }
      return {
        text: saying(turns),
        calls: [call],
        end: 'stop',
        usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, estimated: true },
      }
    },
  }
  const workspace = repository({ ...demoFiles, [path]: content })
  const task = runnable(settleTask({ flags: { workspace, goal: 'Read the notes', sandbox: 'off', budget: { maxIterations: 10_000 } } }))
  const database = join(emptyFolder(), 'state.sqlite')
  const environment = { PATH: process.env.PATH, HOME: emptyFolder() }
  const ended = withRuntime({ path: database, environment }, (runtime) =>
    startRun(task, { runtime, skillFolders: [], model, stop: stop.signal }),
  )
  return turningOf(gate.turn, ended, async () => {
    stop.abort()
    // It is told so where the model is, and goes on to the end of the turn.
    void gate.turn()
    await ended
  })
}

/** A graph of two nodes in a circle, beside its checkpoints in a file; undefined where the peer is not installed. */
export async function theirTurning(): Promise<Turning | undefined> {
  const peer = await graphs()
  if (peer === undefined) return undefined
  const { StateGraph, Annotation, START } = peer.graph
  const file = join(repository({ ...demoFiles, [path]: content }), path)
  const gate = turnstile()
  const stop = new AbortController()
  let turns = 0
  const State = Annotation.Root({
    messages: Annotation({ reducer: (old: object[], more: object[]) => [...old, ...more], default: () => [] }),
  })
  const asked = async () => {
    await gate.pass()
    turns += 1
    return { messages: [{ role: 'assistant', text: saying(turns), calls: [{ id: `call_${turns}`, tool: 'read', args: partOf(turns) }] }] }
  }
  const called = async () => {
    const { startLine, endLine } = partOf(turns)
    const text = (await readFile(file, 'utf8'))
      .split('\n')
      .slice(startLine - 1, endLine)
      .join('\n')
    return { messages: [{ role: 'tool', call: `call_${turns}`, text }] }
  }
  const graph = new StateGraph(State).addNode('model', asked).addNode('tools', called)
  const circle = graph.addEdge(START, 'model').addEdge('model', 'tools').addEdge('tools', 'model')
  const database = openDatabase(join(emptyFolder(), 'checkpoints.sqlite'))
  const program = circle.compile({ checkpointer: new peer.checkpoints.SqliteSaver(database) })
  const options = { configurable: { thread_id: 'one' }, recursionLimit: 100_000, durability: 'sync', signal: stop.signal }
  const ended = program.invoke({ messages: [] }, options).catch((error: Error) => stop.signal.aborted || Promise.reject(error))
  return turningOf(gate.turn, ended, async () => {
    stop.abort()
    await ended
    database.close()
  })
}

/** What ends before its turn is over would keep us waiting. */
function turningOf(turn: () => Promise<number>, ended: Promise<unknown>, end: () => Promise<void>): Turning {
  const early = ended.then((last) => Promise.reject(new Error(`It ended: ${JSON.stringify(last)}`)))
  early.catch(() => {})
  return { turn: () => Promise.race([turn(), early]), end }
}

function saying(turn: number): string {
  return `The notes before do not explain it, so the next part of them is read, which is part ${turn}.`
}

/** The driver that ours uses, so that both write with the same one. */
function openDatabase(file: string): { close(): void } {
  const core = createRequire(join(import.meta.dirname, '../../../packages/core/package.json'))
  const Driver = core('better-sqlite3')
  return new Driver(file)
}
