const mask = '[redacted]'

/** Every pattern is linear: none nests one repetition in another, and long parts are bounded or consumed once. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g, mask],
  // A text that begins inside a key, because only its end was kept.
  [/^[A-Za-z0-9+/=\s]*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/, mask],
  [/\blc_[A-Za-z0-9_-]{8,}/g, mask],
  [/\bsk-[A-Za-z0-9_-]{8,}/g, mask],
  [/\b(?:gh[a-z]_|github_pat_|glpat-|npm_)[A-Za-z0-9_-]{16,}/g, mask],
  [/\bxox[a-z]-[A-Za-z0-9-]{8,}/g, mask],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, mask],
  [/\bAIza[A-Za-z0-9_-]{30,}/g, mask],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, mask],
  [/\b(bearer|authorization:[ \t]{0,4}[a-z]{1,20})[ \t]{1,4}[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${mask}`],
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/]{0,200}:)[^\s@/]{1,400}@/gi, `$1${mask}@`],
  [
    assignment('passwo?r?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|credentials?', '='),
    `$1${mask}`,
  ],
  [assignment('password|passwd|passphrase', ':'), `$1${mask}`],
  [/("[^"\n]{0,60}(?:password|passwd|secret|token|api_?key)"[ \t]{0,4}:[ \t]{0,4})"(?:[^"\\\n]|\\.)*"?/gi, `$1"${mask}"`],
]

/**
 * Masks what looks like a password, key or token in a text that will be stored or shown.
 * Call it before cutting a text, since half a token is no longer recognised.
 */
export function redactSecrets(text: string): string {
  return shapes.reduce((masked, [shape, replacement]) => masked.replace(shape, replacement), text)
}

/** `NAME=value`, where the name contains one of the words and the value may be quoted. */
function assignment(words: string, sign: '=' | ':'): RegExp {
  const value = `"(?:[^"\\\\\\n]|\\\\.)+"?|'[^'\\n]+'?|[^\\s"',;&]+`
  return new RegExp(`((?:${words})(?:[_-][\\w-]{0,30})?[ \\t]{0,4}${sign}[ \\t]{0,4})(?![=>])(?:${value})`, 'gi')
}
