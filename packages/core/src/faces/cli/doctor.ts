import type { Command } from 'commander'
import type { Caller } from '../../caller.ts'
import { LoopError } from '../../error.ts'
import type { DoctorPoint } from '../../module.ts'
import type { StorageCheck } from '../../storage/storage.ts'
import type { CommandLine } from './command-line.ts'
import { checkNode, checkServer } from './doctor-points.ts'
import { formatOf, formatOptions, inFormat } from './format.ts'
import type { Doing } from './program.ts'
import { printable } from './translate.ts'

/** One thing that was looked at. */
export interface Point {
  name: string
  ok: boolean
  /** What was found. */
  detail: string
  /** What to do about it. */
  remedy?: string
}

/** Adds `doctor`, which says what is wrong on this machine, if something is. */
export function addDoctor(program: Command, line: CommandLine, doing: Doing): void {
  const command = program
    .command('doctor')
    .description('Check node, the database and what each module needs; exit with 1 if something fails')
  command.helpGroup('This program:')
  for (const option of formatOptions(line.format)) command.addOption(option)
  if (pointsOf(line).some(({ trial }) => trial)) command.option('--try', 'Also try out what the rest only looks for')
  command.action(doing(() => doctor(line, command.opts<{ try?: true }>().try === true)))
}

async function doctor(line: CommandLine, tries: boolean): Promise<number> {
  const points = await examine(line, tries)
  const ok = points.every((point) => point.ok)
  line.stdout.write(await inFormat({ ok, points }, formatOf(line), () => points.map(inLines).join('\n')))
  return ok ? 0 : 1
}

function pointsOf({ modules }: CommandLine): DoctorPoint[] {
  return modules.flatMap((module) => module.doctor ?? [])
}

async function examine(line: CommandLine, tries: boolean): Promise<Point[]> {
  const { environment, check, caller } = line
  const place = check ? check().then(databasePoint) : checkServer(caller, environment)
  const asked = pointsOf(line).filter(({ trial }) => tries || !trial)
  const own = asked.map((point) => checkOwn(point, environment, caller))
  return Promise.all([checkNode(process.versions.node), place, ...own])
}

function databasePoint({ ok, database, detail, remedy }: StorageCheck): Point {
  return { name: 'database', ok, detail: `${database}, ${detail}`, ...(remedy !== undefined && { remedy }) }
}

/** A point that cannot be looked at has failed, and the others are still worth telling. */
async function checkOwn({ name, check }: DoctorPoint, environment: CommandLine['environment'], caller: Caller): Promise<Point> {
  try {
    const found = await check(environment, caller)
    return typeof found === 'string' ? { name, ok: false, detail: found } : { name, ok: true, detail: found?.fine ?? 'ok' }
  } catch (thrown) {
    if (!LoopError.is(thrown)) return { name, ok: false, detail: `could not be checked: ${thrown}` }
    return { name, ok: false, detail: thrown.message, ...(thrown.hints.length > 0 && { remedy: thrown.hints.join('\n') }) }
  }
}

function inLines({ name, ok, detail, remedy = '' }: Point): string {
  const [first = '', ...others] = printable(`${detail}\n${remedy}`.trimEnd()).split('\n')
  return [`${ok ? 'ok  ' : 'fail'}  ${name.padEnd(12)}  ${first}`, ...others.map((other) => ' '.repeat(20) + other)].join('\n')
}
