import { LoopError } from 'loop-core'

export interface WorkOptions {
  /** Only tasks of this loop. */
  loop_id?: string
  lease_seconds?: number
  /** Goes on after a task, and looks for the next one this often while there is none. */
  idleSeconds?: number
  command: string[]
}

const usage = 'work [--loop ID] [--lease SECONDS] [--once | --idle SECONDS] -- COMMAND…'

/** Reads what stands behind `work`; all behind the two dashes is the command's own. */
export function readOptions(words: readonly string[]): WorkOptions {
  const dashes = words.indexOf('--')
  const options: WorkOptions = { command: dashes === -1 ? [] : words.slice(dashes + 1) }
  if (options.command.length === 0) throw wrong('The command is missing: it stands behind two dashes.')
  const own = words.slice(0, dashes)
  while (own.length > 0) take(options, own)
  return options
}

function take(options: WorkOptions, words: string[]): void {
  const [name, inline] = words.shift()!.split(/=(.*)/s, 2)
  if (name === '--once') {
    delete options.idleSeconds
    return
  }
  const value = inline ?? words.shift()
  if (value === undefined) throw wrong(`${name} is unknown or lacks its value.`)
  if (name === '--loop') options.loop_id = value
  else if (name === '--lease') options.lease_seconds = seconds(name, value, [5, 14_400])
  else if (name === '--idle') options.idleSeconds = seconds(name, value, [1, 86_400])
  else throw wrong(`${name} is unknown.`)
}

function seconds(name: string, value: string, [least, most]: [number, number]): number {
  const number = Number(value)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw wrong(`${name} takes whole seconds from ${least} to ${most}.`)
}

function wrong(message: string): LoopError {
  return new LoopError('invalid_input', message, { code: 'usage', hints: [`Usage: ${usage}`] })
}
