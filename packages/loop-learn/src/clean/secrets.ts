/** One stretch of a text that must not be kept. */
export interface Finding {
  from: number
  to: number
  type: string
}

/** What the rules of secretlint let pass. Each takes time in proportion to the text. */
const patterns: Readonly<Record<string, RegExp>> = {
  'loop-key': /\blc_[A-Za-z0-9_-]{16,}/g,
  'aws-access-key-id': /\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b/g,
  jwt: /\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{8,2000}/g,
  'private-key': /-----BEGIN [A-Z ]{0,40}(?:PRIVATE KEY|CERTIFICATE)-----(?:[^-]|-(?!----END))*(?:-----END [A-Z ]{0,60}-----)?/g,
  bearer: /\b[Bb]earer\s+[A-Za-z0-9._~+/=-]{12,}/g,
  'url-password': /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,200}:[^\s/@]{1,500}@[^\s]{0,300}/gi,
  'anthropic-key': /\bsk-ant-[A-Za-z0-9_-]{8,}/g,
  password: /\b(?:password|passwd|secret|token|api[_-]?key)["']?\s{0,4}[=:]\s{0,4}["']?[^\s"',;]{8,}/gi,
}

/** Finds what looks like a key or a password. */
export async function findSecrets(text: string): Promise<Finding[]> {
  const own = Object.entries(patterns).flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length, type })),
  )
  return [...own, ...(await linted(text))]
}

/** Loaded with the first text only, since most starts of a server see none. */
async function linted(content: string): Promise<Finding[]> {
  const { lintSource } = await import('@secretlint/core')
  const { creator: rule } = await import('@secretlint/secretlint-rule-preset-recommend')
  const source = { filePath: 'note.txt', content, contentType: 'text' as const, ext: '.txt' }
  const { messages } = await lintSource({ source, options: { config: { rules: [{ id: rule.meta.id, rule, options: {} }] } } })
  return messages.map(({ range: [from, to], ruleId }) => ({ from, to, type: ruleId.replace(/^.*secretlint-rule-/, '') }))
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
