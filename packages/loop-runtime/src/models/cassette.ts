import { createHash } from 'node:crypto'
import { appendFile, writeFile } from 'node:fs/promises'
import { type Model, ModelError, type ModelReply, type ModelRequest } from '../model.ts'
import { isRecord } from './read-arguments.ts'
import { recordingExists, repliesInvalid } from './refusals.ts'
import { readReplies } from './replies-file.ts'

/** One line of a cassette: a reply, and by which request it was answered. */
interface Recorded {
  request_sha256: string
  reply: ModelReply
}

export interface Recording {
  file: string
  /** Turns that the run had before: with any, the file goes on. */
  asked: number
  /** What must not stand in the file. */
  secrets: readonly string[]
}

/** Writes each reply of a model down as it comes; no headers, and no keys. */
export async function recorded(model: Model, { file, asked, secrets }: Recording): Promise<Model> {
  if (asked === 0) await begin(file)
  return {
    name: model.name,
    async reply(request) {
      const reply = await model.reply(request)
      const line = JSON.stringify({ request_sha256: requestHash(request), reply } satisfies Recorded)
      await appendFile(file, `${secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), line)}\n`)
      return reply
    },
  }
}

async function begin(file: string): Promise<void> {
  await writeFile(file, '', { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? recordingExists(file) : error
  })
}

/** Answers with recorded replies in their order, and says where the request is not the one of then. */
export async function cassetteModel(file: string, asked: number): Promise<Model> {
  const lines = await readReplies(file, (text) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
  )
  const wrong = lines.findIndex((line) => !isRecorded(line))
  if (wrong >= 0) throw repliesInvalid(file, `line ${wrong + 1} is not a recorded reply.`)
  const replies = lines as readonly Recorded[]
  let next = asked
  return {
    name: `cassette:${file}`,
    async reply(request) {
      request.signal.throwIfAborted()
      const line = replies[next++]
      if (!line) throw new ModelError(`The cassette ended after ${replies.length} replies.`)
      if (line.reply.text) request.onText?.(line.reply.text)
      return line.request_sha256 === requestHash(request) ? line.reply : { ...line.reply, drift: true }
    },
  }
}

/** What the model was told, without limits and signals. */
const requestHash = ({ system, messages, tools }: ModelRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([system, messages, tools]))
    .digest('hex')

function isRecorded(line: unknown): line is Recorded {
  if (!isRecord(line) || typeof line.request_sha256 !== 'string' || !isRecord(line.reply)) return false
  const { text, calls, end, usage } = line.reply
  return typeof text === 'string' && Array.isArray(calls) && calls.every(isRecord) && typeof end === 'string' && isRecord(usage)
}
