import { parse } from 'yaml'
import { type Model, type ModelCall, ModelError, type ModelReply, type ModelRequest } from '../model.ts'
import { isRecord } from './read-arguments.ts'
import { repliesInvalid } from './refusals.ts'
import { readReplies } from './replies-file.ts'
import { waitFor } from './retry.ts'
import { usageOf } from './usage.ts'

type Item = { delayMs: number } & ({ error: number } | { text: string; calls: readonly Omit<ModelCall, 'id'>[] })

/** Answers from a YAML list, one item a turn, for tests; `asked` turns were had before. */
export async function scriptedModel(file: string, asked: number): Promise<Model> {
  const items = itemsOf(file, await readReplies(file, (text) => parse(text, { maxAliasCount: 0 })))
  let next = asked
  return {
    name: `scripted:${file}`,
    async reply(request) {
      const turn = next++
      const item = items[turn]
      if (!item) throw new ModelError(`The script ended after ${items.length} replies.`)
      await waitFor(item.delayMs, request.signal).catch(() => request.signal.throwIfAborted())
      return replied(item, turn, request)
    },
  }
}

function replied(item: Item, turn: number, request: ModelRequest): ModelReply {
  if ('error' in item) throw new ModelError(`The script says ${item.error}.`, { status: item.error })
  const calls = item.calls.map((call, index) => ({ id: `call_${turn + 1}_${index + 1}`, ...call }))
  if (item.text) request.onText?.(item.text)
  return { text: item.text, calls, end: 'stop', usage: usageOf(request, { text: item.text, calls }) }
}

function itemsOf(file: string, list: unknown): readonly Item[] {
  if (!Array.isArray(list)) throw repliesInvalid(file, 'it is not a list.')
  return list.map((raw, index) => {
    const item = isRecord(raw) ? itemOf(raw) : undefined
    if (!item) throw repliesInvalid(file, `item ${index + 1} has none of decision, text, calls and error, or one of the wrong kind.`)
    return item
  })
}

function itemOf({ decision, text = '', calls, error, delay_ms: delayMs = 0 }: Record<string, unknown>): Item | undefined {
  if (typeof delayMs !== 'number' || !(delayMs >= 0 && delayMs <= 600_000) || typeof text !== 'string') return undefined
  if (typeof error === 'number') return { delayMs, error }
  if (isRecord(decision)) return { delayMs, text: JSON.stringify(decision), calls: [] }
  if (calls === undefined) return text ? { delayMs, text, calls: [] } : undefined
  if (!Array.isArray(calls) || !calls.every(isCall)) return undefined
  return { delayMs, text, calls: calls.map(({ tool, args }) => ({ tool, args: args ?? {} })) }
}

const isCall = (call: unknown): call is { tool: string; args?: unknown } => isRecord(call) && typeof call.tool === 'string'
