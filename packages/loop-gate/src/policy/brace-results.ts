interface Open {
  /** Results of the alternatives that are closed. */
  before: number
  /** Results of the one that is open. */
  present: number
}

/** How many globs the braces of one stand for; where the brackets do not fit together, rather more. */
export function braceResults(glob: string): number {
  const stack: Open[] = [{ before: 0, present: 1 }]
  for (const part of glob.matchAll(/\\.|\{(-?\w+)\.\.(-?\w+)[^{},]*\}|[{},]/gs)) {
    const open = stack.at(-1)!
    if (part[1] !== undefined) open.present *= sizeOfRange(part[1], part[2]!)
    else if (part[0] === '{') stack.push({ before: 0, present: 1 })
    else if (part[0] === ',' && stack.length > 1) stack.splice(-1, 1, { before: open.before + open.present, present: 1 })
    else if (part[0] === '}' && stack.length > 1) close(stack)
  }
  while (stack.length > 1) close(stack)
  return stack[0]!.present
}

function close(stack: Open[]): void {
  const { before, present } = stack.pop()!
  stack.at(-1)!.present *= before + present
}

function sizeOfRange(from: string, to: string): number {
  const [first, last] = [from, to].map((end) => (/^-?\d+$/.test(end) ? Number(end) : end.codePointAt(0)!)) as [number, number]
  return Math.abs(last - first) + 1
}
