/**
 * What ids are compared by: neither case, leading zeros nor prefix count, so that `task-24.1` is `BACK-24.01`.
 * A draft is named by its own prefix only.
 */
export function idKey(id: string): string {
  const [, prefix, rest] = /^(?:([a-z][a-z0-9_]*(?:-[a-z][a-z0-9_]*)*)-)?(.*)$/is.exec(id.trim())!
  const numbers = rest!.split('.').map((part) => part.toLowerCase().replace(/^0+(?=[0-9a-z])/, ''))
  return `${prefix?.toLowerCase() === 'draft' ? 'draft-' : ''}${numbers.join('.')}`
}

/** The number of the task, without its subtasks. */
export function mainNumber(id: string): number {
  const number = Number(idKey(id).split('.')[0])
  return Number.isSafeInteger(number) && number > 0 && number < 1_000_000_000 ? number : 0
}

/** `<id> - <Title-with-dashes>.md`, of letters, digits, dots and dashes. */
export function fileName(id: string, title: string): string {
  const safeId = id.replaceAll(/[^A-Za-z0-9.-]+/g, '-').toLowerCase()
  const words = title
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
  const room = 120 - safeId.length - ' - .md'.length
  return `${safeId} - ${words.slice(0, Math.max(room, 1)).replace(/[-.]+$/, '') || 'Untitled'}.md`
}
