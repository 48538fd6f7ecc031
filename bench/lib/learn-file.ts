import { join } from 'node:path'
import { localOwner } from '../../packages/core/src/accounts/identities.ts'
import { insertRows } from '../../packages/core/src/index.ts'
import { testLoop } from '../../packages/core/src/testing/loop.ts'
import { loopLearn } from '../../packages/loop-learn/src/index.ts'
import type { ObservationRow, SessionRow } from '../../packages/loop-learn/src/storage/tables.ts'
import { tokensOf } from '../../packages/loop-learn/src/themes/tokens.ts'
import { kindOf, noteOf } from './learn-notes.ts'
import { emptyFolder, learnBin, loop } from './servers.ts'
import { connectStdio, type StdioConnection } from './stdio-client.ts'
import { type Answer, callTool, era } from './tools.ts'

/** One database of notes, for this process and for servers of their own. */
export interface LearnFile {
  path: string
  /** Calls a tool in this process. */
  call(name: string, input?: object): Promise<Answer>
  /** A server on the file that has answered once, so that it has opened it. */
  server(): Promise<StdioConnection>
  close(): Promise<void>
}

const aSession = 10
const day = 86_400_000

/** With so many notes in sessions of ten, the last of them some hours old, spread over what is kept in view. */
export async function learnFile(stored: number): Promise<LearnFile> {
  const path = join(emptyFolder(), 'learn.db')
  const file = await openFile(`file:${path}`)
  if (stored > 0) await file.add(Array.from({ length: stored }, (_, index) => noteOf(index)))
  return { path, call: file.call, close: file.close, server: () => opened(path) }
}

/** The same on any database, for contents of one's own. */
export async function openFile(databaseUrl: string) {
  const { application, call, close } = testLoop([loopLearn], { databaseUrl, clock: () => new Date() })
  const begin = Date.now() - 300 * day
  return {
    call: call as LearnFile['call'],
    close,
    /** Written past the tool, which would take minutes for as many. */
    async add(contents: readonly string[]): Promise<void> {
      const step = (299 * day) / contents.length
      const at = (index: number) => new Date(begin + index * step).toISOString()
      for (let from = 0; from < contents.length; from += 1_000) {
        const part = contents.slice(from, from + 1_000)
        const rows = await Promise.all(part.map((content, index) => noteRow(from + index, content, at(from + index))))
        const sessions = rows.filter((_, index) => index % aSession === 0).map((row) => sessionRow(row))
        await application.storage.transaction('local', 'write', async (db) => {
          await insertRows(db as never, 'learn_sessions' as never, sessions as never)
          await insertRows(db as never, 'learn_observations' as never, rows as never)
        })
      }
    },
  }
}

async function noteRow(index: number, content: string, at: string): Promise<Omit<ObservationRow, 'number'>> {
  const tokens = await tokensOf(content)
  return {
    id: `note-${index}`,
    learner_id: localOwner.id,
    session_id: `session-${Math.floor(index / aSession)}`,
    kind: kindOf(index),
    content,
    domain: `domain-${index % 5}`,
    topic: null,
    theme: `obs:note-${index}`,
    intensity: 3,
    outcome: null,
    about: 'self',
    refs: '[]',
    ref: null,
    source: 'agent',
    source_ref: null,
    request_key: null,
    observed_at: at,
    recorded_at: at,
    tokens: tokens.join(' '),
    token_count: tokens.length,
    topic_tokens: '',
  }
}

function sessionRow({ session_id, learner_id, observed_at }: Omit<ObservationRow, 'number'>): SessionRow {
  const each = { decisions: 2, struggles: 2, completions: 2, questions: 2, avoidances: 2 }
  const end = { ended_at: observed_at, ended_by: 'gap' } as const
  const named = { domain: null, intent: null, summary: null }
  return { id: session_id, learner_id, started_at: observed_at, last_activity_at: observed_at, ...end, ...named, ...each }
}

async function opened(path: string): Promise<StdioConnection> {
  const connection = await connectStdio(loop(learnBin, { LOOP_DB_PATH: path, LOOP_LOG_LEVEL: 'silent' }), era)
  await callTool(connection, 'loop_observe', { kind: 'question', content: 'Is it open?' })
  return connection
}
