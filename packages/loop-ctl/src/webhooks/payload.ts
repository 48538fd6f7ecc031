type Fields = Record<string, unknown>

export interface Message {
  id: string
  event: string
  timestamp: string
  /** What the event says, without nested copies of the three above. */
  fields: Fields
}

const mostBytes = 64 * 1024

/**
 * The body of a delivery as the exact text that is sent and signed: an envelope whose top level also holds the fields of its data.
 *
 * What is too large loses `old_state`, `new_state` and `findings`, and if it is still too large the largest of the others, one by one.
 */
export function payloadOf(message: Message): string {
  const whole = textOf(message)
  if (isShort(whole)) return whole
  const bulky = ['old_state', 'new_state', 'findings'].filter((name) => Object.hasOwn(message.fields, name))
  for (const dropped = bulky; ; dropped.push(largestOf(without(message.fields, dropped)))) {
    const fields = { ...without(message.fields, dropped), truncated: true, _truncated_fields: dropped }
    const text = textOf({ ...message, fields })
    if (isShort(text)) return text
  }
}

function textOf({ id, event, timestamp, fields }: Message): string {
  const data = { event, timestamp, ...fields }
  return JSON.stringify({ ...data, id, event, timestamp, data })
}

function isShort(text: string): boolean {
  return Buffer.byteLength(text) <= mostBytes
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

function largestOf(fields: Fields): string {
  const sizes = Object.entries(fields).map(([name, value]) => ({ name, size: Buffer.byteLength(JSON.stringify(value) ?? '') }))
  return sizes.toSorted((one, other) => other.size - one.size)[0]!.name
}
