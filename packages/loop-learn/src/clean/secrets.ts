/** One stretch of a text that must not be kept. */
export interface Finding {
  from: number
  to: number
  type: string
}

/** What the rules of secretlint let pass. Each takes time in proportion to the text. */
const patterns: Readonly<Record<string, RegExp>> = {
  'loop-key': /\blc_[\w-]{16,}/g,
  'aws-access-key-id': /\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b/g,
  jwt: /\beyJ[\w-]{8,2000}(?:\.[\w-]{0,8000}){2,4}/g,
  // One that is cut off goes on to the end.
  'private-key': /-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|CERTIFICATE)[A-Z ]{0,20}-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,60}-----|$)/g,
  // A word of a sentence is shorter, or has no digit.
  bearer: /\bbearer\s{1,4}(?:(?=[a-z._~+/=-]{0,200}\d)[\w.~+/=-]{12,}|[\w.~+/=-]{24,})/gi,
  'url-password': /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,200}:[^\s/@]{1,500}@[^\s/?#"'<>()]{0,300}/gi,
  'anthropic-key': /\bsk-ant-[\w-]{8,}/g,
  password:
    /(?<=(?:password|passwd|secret|token|(?:api|secret|access)[_-]?key)["']?\s{0,4}[=:]\s{0,4})(?:"[^"\n]{8,500}"|'[^'\n]{8,500}'|["']?[^\s"',;]{8,})/gi,
}

const mark = /\[redacted:[\w-]{1,80}\]/g

/** Finds what looks like a key or a password. What was redacted before is no part of one. */
export async function findSecrets(text: string): Promise<Finding[]> {
  const unmarked = text.replaceAll(mark, (found) => ' '.repeat(found.length))
  const own = Object.entries(patterns).flatMap(([type, pattern]) =>
    [...unmarked.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length, type })),
  )
  return [...own, ...(await linted(unmarked))]
}

let loading: Promise<(content: string) => Promise<Finding[]>> | undefined

async function linted(content: string): Promise<Finding[]> {
  loading ??= loadLinter()
  return (await loading)(content)
}

/** With the first text only, since most starts of a server see none. */
async function loadLinter() {
  const { lintSource } = await import('@secretlint/core')
  const { creator: rule } = await import('@secretlint/secretlint-rule-preset-recommend')
  const { secretLintProfiler } = await import('@secretlint/profiler')
  // It keeps a mark of each text for good, and looks through all of them at the next: a server would get slower with every note.
  secretLintProfiler.mark = () => {}
  const options = { config: { rules: [{ id: rule.meta.id, rule, options: {} }] } }
  return async (content: string): Promise<Finding[]> => {
    const source = { filePath: 'note.txt', content, contentType: 'text' as const, ext: '.txt' }
    const { messages } = await lintSource({ source, options })
    return messages.map(({ range: [from, to], ruleId }) => ({ from, to, type: ruleId.replace(/^.*secretlint-rule-/, '') }))
  }
}

/** Puts `[redacted:<type>]` in the place of each, where two overlap once for both. */
export function redact(text: string, findings: readonly Finding[]): { text: string; redactions: number } {
  const joined: Finding[] = []
  for (const found of findings.toSorted((one, other) => one.from - other.from || other.to - one.to)) {
    const last = joined.at(-1)
    if (last && found.from < last.to) last.to = Math.max(last.to, found.to)
    else joined.push({ ...found })
  }
  let kept = ''
  let end = 0
  for (const { from, to, type } of joined) {
    kept += `${text.slice(end, from)}[redacted:${type}]`
    end = to
  }
  return { text: kept + text.slice(end), redactions: joined.length }
}
