import { ownEnvironment } from 'loop-core/process'
import { answerHook } from './answer.ts'
import { takeHere } from './here.ts'

/** The program that clients start at their events: whatever happens, it ends with 0. */
const { stdin, stdout, stderr } = process
stdout.on('error', () => process.exit(0))
stderr.on('error', () => {})

const answer = await answerHook({
  words: process.argv.slice(3),
  stdin,
  stderr,
  take: (payload, event) => takeHere(ownEnvironment(), payload, event),
})
// Leaving waits for nothing that took too long.
stdout.write(answer, () => process.exit(0))
