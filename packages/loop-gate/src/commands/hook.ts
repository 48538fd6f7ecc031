import type { CommandDefinition } from 'loop-core'

/** The stop hook, for whoever starts it by hand; clients start the same as a smaller program of its own. */
export const hook: CommandDefinition = {
  name: 'hook',
  summary: `Answer one event of a client's hook: its JSON on stdin, the answer on stdout. Always exits with 0.
--client NAME  whose event it is; recognised unless said
--budget S     answer within so many seconds; 20 unless said
--db PATH      the database file`,
  async run(words, { environment, stdin, stdout, stderr, signal }) {
    // Servers carry this command along and never need it.
    const { answerEvent } = await import('../hook/answer-event.ts')
    stdout.write(`${await answerEvent({ words, environment, cwd: process.cwd(), stdin, stderr, signal })}\n`)
    return 0
  },
}
