import { createHash } from 'node:crypto'
import { type Markup, markup } from './markup.ts'

export interface Page {
  title: string
  style: string
  /** The address of the one script that it runs, beside its own; it may call this server and no other. */
  script?: string
  body: Markup
}

/** One page that loads nothing from elsewhere, runs nothing inline and lets no form carry what is typed into an address. */
export function htmlPage({ title, style, script, body }: Page): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style, script !== undefined)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${markup`<title>${title}</title>`.text}
<link rel="icon" href="data:,">
<style>${style}</style>
${script === undefined ? '' : markup`<script src="${script}" defer></script>`.text}
<main>
${body.text}</main>
</html>
`
}

/** Obeyed beside what the server says of all pages. */
function policyOf(style: string, runs: boolean): string {
  return [
    "default-src 'none'",
    ...(runs ? ["script-src 'self'", "connect-src 'self'"] : []),
    'img-src data:',
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** One control of a form with its name, and what more there is to know. */
export function field(id: string, label: string, control: Markup, hint?: string): Markup {
  return markup`<div class="field"><label for="${id}">${label}${hint !== undefined && markup` <small>${hint}</small>`}</label>${control}</div>`
}
