import { type CommandDefinition, usage } from 'loop-core'

/** Runs checks, or any other command, and keeps what they showed. */
export const run: CommandDefinition = {
  name: 'run',
  summary: `Run checks of the accepted policy and keep their receipts: run ID…
Run any command: run -- COMMAND… It counts for a check only if its words and folder are those of the accepted policy.
Exits with the command's code; 124 timed out, 127 could not start, 130 interrupted.`,
  async run(words, surroundings) {
    const split = words.indexOf('--')
    const ids = split === -1 ? words : words.slice(0, split)
    const command = split === -1 ? [] : words.slice(split + 1)
    const option = ids.find((word) => word.startsWith('-'))
    if (option !== undefined) throw usage(`run has no option ${option}; the words of another command stand behind --.`)
    if ((ids.length === 0) === (command.length === 0)) throw usage('Say what to run: run ID…, or run -- COMMAND…')
    // Servers carry this command along and never need what runs programs.
    const { runNamed, runWords } = await import('../run/run-command.ts')
    return ids.length > 0 ? runNamed(ids, surroundings) : runWords(command, surroundings)
  },
}
