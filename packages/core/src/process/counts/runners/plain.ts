import { number, type Runner, summaryOf } from './runner.ts'

/** What small runners of a project's own print, alone on a line. It is no sign of any one runner, so it is read only where there is no other summary. */
export const plain: Runner = {
  name: 'plain words',
  read(lines, at) {
    const found = /^ {0,8}(\d{1,9}) passed, (\d{1,9}) failed(?:, (\d{1,9}) skipped)?\.?$/.exec(lines[at]!)
    return found ? summaryOf(number(found[1]), number(found[2]), number(found[3])) : undefined
  },
}
