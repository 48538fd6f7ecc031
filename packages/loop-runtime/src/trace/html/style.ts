import { createHash } from 'node:crypto'

const style = `
:root { color-scheme: light dark; --page: #fff; --ink: #1c1e21; --quiet: #5c636b; --line: #d8dce0; --field: #f4f6f8; --good: #116329; --bad: #b3261e; --careful: #7a4d00; --added: #e2f5e5; --removed: #fdeaea }
@media (prefers-color-scheme: dark) { :root { --page: #15181b; --ink: #e6e8ea; --quiet: #9aa3ab; --line: #363c42; --field: #1e2226; --good: #6fcf83; --bad: #ff8a80; --careful: #e8b45a; --added: #17331f; --removed: #3c1d1e } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 58rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .5rem }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
h3 { font-size: .9rem; margin: 1rem 0 .25rem; color: var(--quiet) }
p { margin: .25rem 0 }
.quiet { color: var(--quiet) } .good { color: var(--good) } .bad { color: var(--bad) } .careful { color: var(--careful) }
.outcome { font-size: 1.1rem; font-weight: 600 }
.answer { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .75rem; margin: .5rem 0 }
ul { margin: 0; padding: 0; list-style: none }
li { padding: .5rem 0; border-top: 1px solid var(--line) }
meter { width: 8rem; vertical-align: middle }
details { border-top: 1px solid var(--line) }
summary { padding: .5rem 0; cursor: pointer }
details > div { padding: 0 0 1rem 1rem }
code, pre { font: .85rem/1.45 ui-monospace, monospace }
pre { background: var(--field); padding: .6rem .75rem; margin: .25rem 0; border-radius: 4px; max-height: 32rem; overflow: auto; white-space: pre-wrap }
ins, del { display: block; text-decoration: none } ins { background: var(--added) } del { background: var(--removed) }
`

const hash = createHash('sha256').update(style).digest('base64')

/** Nothing is loaded, nothing runs, and no other style than this one counts. */
const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`

/** The head of a page without its title; made of nothing that anybody else wrote. */
export const head = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<style>${style}</style>
`
