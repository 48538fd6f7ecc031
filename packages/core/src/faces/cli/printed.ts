/** What a piece of code writes with `console.log`; the completion library has no other way to give it. */
export function printed(work: () => void): string {
  const lines: string[] = []
  // biome-ignore lint/suspicious/noConsole: it is taken away here, not used
  const log = console.log
  console.log = (line: string) => void lines.push(`${line}\n`)
  try {
    work()
  } finally {
    console.log = log
  }
  return lines.join('')
}
