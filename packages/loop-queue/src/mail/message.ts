import { oneLine, plain } from './one-line.ts'

/** What is to be said about a loop that was shipped. */
export interface Shipping {
  workspace: string
  loop: { id: string; name: string; description: string }
  by: string
  at: string
  /** At most {@link shownTitles} of them. */
  titles: readonly string[]
  shipped: number
  unfinished: number
}

export const shownTitles = 50

const subjectLength = 150
const descriptionLength = 500

/** One line, whatever a loop is called. */
export function subjectOf({ workspace, loop }: Pick<Shipping, 'workspace' | 'loop'>): string {
  return oneLine(`[${workspace}] Shipped: ${loop.name}`, subjectLength)
}

/** The whole mail as plain text; the names in it are other people's words and stay on their lines. */
export function textOf(shipping: Shipping, publicUrl: string | undefined): string {
  const { workspace, loop, by, at } = shipping
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC`
  const parts = [
    `${oneLine(by, 200)} shipped the loop "${oneLine(loop.name, 200)}" of the workspace ${workspace} on ${when}.`,
    plain(loop.description, descriptionLength),
    shippedPart(shipping),
    unfinishedPart(shipping),
    publicUrl === undefined ? '' : `${publicUrl.replace(/\/+$/, '')}/api/v1/loops/${loop.id}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function shippedPart({ titles, shipped }: Shipping): string {
  if (shipped === 0) return 'No task of it was shipped.'
  const more = shipped - titles.length
  const lines = titles.map((title) => `- ${oneLine(title, 500)}`)
  return [`Shipped tasks (${shipped}):`, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
}

function unfinishedPart({ unfinished }: Shipping): string {
  if (unfinished === 0) return ''
  return `${unfinished === 1 ? '1 task is' : `${unfinished} tasks are`} unfinished and stayed as ${unfinished === 1 ? 'it was' : 'they were'}.`
}

/** The same for every try, so that a repeat after a crash can be told from a second mail. */
export function messageIdOf({ event_id, member_id }: { event_id: string; member_id: string }, from: string): string {
  const host = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  return `<${event_id}.${member_id.replaceAll(/[^\w-]/g, '_')}@${host}>`
}
