import { Document, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml'
import { isObject, type JsonObject } from '../json.ts'

/** A Markdown file with YAML before it, in pieces that together are the file. */
export interface Pieces {
  /** Byte order mark and first fence. */
  open: string
  yaml: string
  /** Second fence. */
  close: string
  below: string
}

/** More than any task has; the parser's time grows with it. */
const longestYaml = 32_768
const deepestYaml = 64

export function splitFile(content: string): Pieces | undefined {
  const open = /^\ufeff?---[ \t]*\r?\n/.exec(content)?.[0]
  if (open === undefined) return undefined
  const fence = /^---[ \t]*(?:\r?\n|$)/gm
  fence.lastIndex = open.length
  const close = fence.exec(content)
  if (!close) return undefined
  const end = close.index + close[0].length
  return { open, yaml: content.slice(open.length, close.index), close: close[0], below: content.slice(end) }
}

/** The fields as texts and lists of texts: `failsafe` takes nothing for a number or a date. */
export function readYaml(yaml: string): { fields: JsonObject } | { defect: string } {
  if (yaml.length > longestYaml) return { defect: `is longer than ${longestYaml} characters` }
  try {
    if (isNestedDeeply(yaml)) return { defect: 'is nested too deeply' }
    const asWritten = parse(yaml)
    const document = asWritten.errors.length > 0 ? parse(quoteNames(yaml)) : asWritten
    if (document.errors[0]) return { defect: `is no YAML: ${document.errors[0].message.split('\n')[0]}` }
    const fields = document.toJS({ maxAliasCount: 100 }) ?? {}
    return isObject(fields) ? { fields } : { defect: 'has no fields' }
  } catch (error) {
    return { defect: `cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : ''}` }
  }
}

/** Counted before anything is parsed, for the parser takes seconds to find out; brackets within texts count too. */
function isNestedDeeply(yaml: string): boolean {
  let depth = 0
  for (const [bracket] of yaml.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(depth - 1, 0)
    if (depth > deepestYaml) return true
  }
  return /(?:[-?:][ \t]+){64}/.test(yaml)
}

function parse(yaml: string): Document.Parsed {
  return parseDocument(yaml, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' }) as Document.Parsed
}

/** Names are quoted only where that is needed: within a longer text they are no defect. */
function correct(yaml: string): string {
  return parse(yaml).errors.length > 0 ? quoteNames(yaml) : yaml
}

/** `@` cannot begin a plain text in YAML, yet names are written so: they are quoted before anything is parsed. */
function quoteNames(yaml: string): string {
  return yaml
    .replaceAll(/^([ \t]*(?:-[ \t]+)?(?:[\w-]+:[ \t]+)?)(@[^\r\n#'",\]]*[^\s#'",\]])/gm, "$1'$2'")
    .replaceAll(
      /^([ \t]*[\w-]+:[ \t]*)(\[[^\]\r\n]*\])/gm,
      (_line, key: string, list: string) => key + list.replaceAll(/([[,]\s*)(@[\w.@/-]+)/g, "$1'$2'"),
    )
}

/** The YAML with some fields exchanged, added or (where undefined) taken away; all other lines stay as they are. */
export function changeYaml(yaml: string, changes: Readonly<Record<string, unknown>>): string {
  return Object.entries(changes).reduce((text, [key, value]) => changeField(text, key, value), correct(yaml))
}

function changeField(yaml: string, key: string, value: unknown): string {
  const lineEnd = yaml.includes('\r\n') ? '\r\n' : '\n'
  const line = value === undefined ? '' : fieldsText({ [key]: value }).replaceAll('\n', lineEnd)
  const [start, end] = extentOf(yaml, key) ?? [yaml.length, yaml.length]
  const before = yaml.slice(0, start)
  return `${before}${before !== '' && !before.endsWith('\n') && line ? lineEnd : ''}${line}${yaml.slice(end)}`
}

/** Fields as YAML in which also readers of YAML 1.1 take no text for a date. */
export function fieldsText(fields: JsonObject): string {
  return new Document(fields, { schema: 'yaml-1.1' }).toString({ lineWidth: 0, singleQuote: true })
}

/** The whole lines of a field. */
function extentOf(yaml: string, key: string): [number, number] | undefined {
  const map = parse(yaml).contents as YAMLMap | null
  if (!isMap(map)) return undefined
  const index = map.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key)
  if (index < 0) return undefined
  const { key: start, value } = map.items[index] as { key: { range: number[] }; value?: { range?: number[] | null } | null }
  const end = Math.max(start.range[1]!, value?.range?.[1] ?? 0)
  const next = yaml[end - 1] === '\n' ? end - 1 : yaml.indexOf('\n', end)
  return [start.range[0]!, next < 0 ? yaml.length : next + 1]
}
