/** What a piece of code says to the console, as text: the completion library has no other way to give its answer. */
export function printed(work: () => void): string {
  const lines: string[] = []
  const { log } = console
  Object.assign(console, { log: (line: string) => void lines.push(`${line}\n`) })
  try {
    work()
  } finally {
    Object.assign(console, { log })
  }
  return lines.join('')
}
