/** Words that a shell takes for itself, so that no program stands behind them. */
const builtIn = new Set(
  '. : alias bg break case cd command continue eval exec exit export false fc fg for getopts hash if jobs kill let read readonly return set shift source test time times trap true type ulimit umask unalias unset until wait while'.split(
    ' ',
  ),
)

/** The words of a command that would run the same without a shell; undefined where only a shell knows what they are. */
export function argvOf(command: string): string[] | undefined {
  const words = command.trim().split(/[ \t]+/)
  const [program = ''] = words
  const isPlain = words.every((word) => /^[\w@%+:,./=-]+$/.test(word))
  return isPlain && !program.includes('=') && !builtIn.has(program) ? words : undefined
}
