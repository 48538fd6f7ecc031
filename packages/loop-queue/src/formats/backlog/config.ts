import type { SourceFile, SourceState } from '../format.ts'
import type { JsonObject } from '../json.ts'
import { complain, type Ledger } from '../ledger.ts'
import { readYaml, splitFile } from './front-matter.ts'

export interface Config {
  project: string
  prefix: string
  statuses: string[]
}

const presets: Config = { project: '', prefix: 'task', statuses: ['To Do', 'In Progress', 'Done'] }
const rejectedNames = ["won't do", 'wont do', 'cancelled', 'canceled', 'rejected']

export function readConfig(file: SourceFile | undefined, ledger: Ledger): Config {
  if (!file) return presets
  const read = readYaml(file.content.replace(/^\ufeff/, ''))
  if ('defect' in read) complain(ledger, file.path, 'bad_config', `The configuration ${read.defect}; the usual one is taken.`)
  const fields = 'fields' in read ? read.fields : {}
  const statuses = Array.isArray(fields.statuses) ? fields.statuses.filter((status) => typeof status === 'string' && status !== '') : []
  return {
    project: word(fields.project_name) || presets.project,
    prefix: word(fields.task_prefix).replaceAll(/[^A-Za-z0-9_-]/g, '') || presets.prefix,
    statuses: statuses.length > 0 ? (statuses as string[]) : presets.statuses,
  }
}

function word(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 200) : ''
}

export function firstStatus({ statuses }: Config): string {
  return statuses[0]!
}

/** The last status is the final one, unless it says that nothing was done. */
export function finalStatus({ statuses }: Config): string {
  return statuses.findLast((status) => !isRejected(status)) ?? statuses.at(-1)!
}

export function rejectedStatus({ statuses }: Config): string | undefined {
  return statuses.find(isRejected)
}

export function activeStatus({ statuses }: Config): string | undefined {
  return statuses.find((status) => status.toLowerCase() === 'in progress')
}

function isRejected(status: string): boolean {
  return rejectedNames.includes(status.trim().toLowerCase().replaceAll('’', "'"))
}

/** Undefined where the status is not known. */
export function stateOf(status: string, config: Config): SourceState | undefined {
  const same = (other: string) => other.trim().toLowerCase() === status.trim().toLowerCase()
  if (isRejected(status)) return 'rejected'
  if (same(finalStatus(config))) return 'shipped'
  if (same('draft')) return 'draft'
  return config.statuses.some(same) || same('In Progress') || same('To Do') ? 'waiting' : undefined
}

/** Titles of milestones by the ids and titles they are named by. */
export function readMilestones(files: readonly SourceFile[], ledger: Ledger): Map<string, string> {
  const titles = new Map<string, string>()
  for (const { path, content } of files) {
    const fields = fieldsOf(content)
    if (fields)
      for (const name of [word(fields.id), word(fields.title)])
        if (name && !titles.has(name.toLowerCase())) titles.set(name.toLowerCase(), word(fields.title) || name)
    if (!fields) complain(ledger, path, 'unreadable', 'This milestone has no readable front matter; its title is not known.')
  }
  return titles
}

function fieldsOf(content: string): JsonObject | undefined {
  const pieces = splitFile(content)
  const read = pieces && readYaml(pieces.yaml)
  return read && 'fields' in read ? read.fields : undefined
}
