import { ownEnvironment } from 'loop-core/process'
import { answerEvent } from './answer-event.ts'

/** The program that clients call at a stop: whatever happens, it ends with 0 and one JSON object on stdout. */
const told = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => told.abort())
process.stdout.on('error', () => process.exit(0))
process.stderr.on('error', () => {})

const { stdin, stdout, stderr } = process
const door = { words: process.argv.slice(2), environment: ownEnvironment(), cwd: process.cwd(), stdin, stderr, signal: told.signal }
const line = await answerEvent(door)
// Leaving ends what a check has left running, and waits for nothing.
stdout.write(`${line}\n`, () => process.exit(0))
