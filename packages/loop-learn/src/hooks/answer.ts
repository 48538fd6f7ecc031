import { type HookEvent, isObject, readHook } from './payload.ts'
import { readStdin } from './read-stdin.ts'

type Payload = Readonly<Record<string, unknown>>

/** Where a hook was called, and by what it is taken. */
export interface HookDoor {
  /** What was typed behind `hook`. */
  words: readonly string[]
  stdin: NodeJS.ReadableStream
  stderr: NodeJS.WritableStream
  /** How long the client may be kept waiting; 2 seconds unless said. */
  limitMs?: number
  /** Answers with the hook's JSON; only asked where there is something to do. */
  take(payload: Payload, event: HookEvent): Promise<unknown>
}

/** Answers one event of a client with what goes to stdout. Whatever goes wrong is one line on stderr, and in nobody's way. */
export async function answerHook(door: HookDoor): Promise<string> {
  const nothing = door.words.join(' ').includes('codex') ? '{}\n' : ''
  try {
    const answer = await Promise.race([take(door), timeUp(door.limitMs ?? 2_000)])
    return isObject(answer) && Object.keys(answer).length > 0 ? `${JSON.stringify(answer)}\n` : nothing
  } catch (error) {
    door.stderr.write(`loop-learn: nothing was noted: ${(error as Error).message.split('\n')[0]}\n`)
    return nothing
  }
}

async function take({ stdin, take }: HookDoor): Promise<unknown> {
  const payload = parsed(await readStdin(stdin))
  const event = readHook(payload)
  if (event.kind === 'unknown') throw new Error('this is no event that loop-learn knows')
  return event.kind === 'passing' ? undefined : take(payload, event)
}

function parsed(text: string): Payload {
  try {
    const payload: unknown = JSON.parse(text)
    if (isObject(payload)) return payload
  } catch {}
  // What a parser says quotes what it has read.
  throw new Error('what came on stdin is no JSON object')
}

function timeUp(limitMs: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('there was no time left')), limitMs).unref()
  })
}
