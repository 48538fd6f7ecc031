import { LoopError } from 'loop-core'
import { isObject } from '../hooks/payload.ts'

type Json = Readonly<Record<string, unknown>>

/** The events that the hook is for; it is asked about commands alone, since a program is started each time. */
const events: Readonly<Record<string, { matcher?: string }>> = {
  SessionStart: {},
  PostToolUse: { matcher: 'Bash' },
  PostToolUseFailure: { matcher: 'Bash' },
  SessionEnd: {},
}

/** In seconds, beyond the hook's own limit. */
const timeout = 5

/** A hook of ours, whichever copy of the program it starts. */
const ours = /\bloop-learn\b.*\bhook\b/

/** The settings of Claude Code with our hooks in them, once, and all else as it was. */
export function withHooks(settings: Json, program: string): Json {
  const hooks = settings.hooks ?? {}
  if (!isObject(hooks)) throw misshapen('hooks')
  const handler = { type: 'command', command: `node "${program}" hook --client claude-code`, timeout }
  const added = Object.entries(events).map(([event, group]) => {
    const groups = hooks[event] ?? []
    if (!Array.isArray(groups)) throw misshapen(`hooks.${event}`)
    return [event, [...groups.flatMap(withoutOurs), { ...group, hooks: [handler] }]]
  })
  return { ...settings, hooks: { ...hooks, ...Object.fromEntries(added) } }
}

function withoutOurs(group: unknown): unknown[] {
  if (!isObject(group) || !Array.isArray(group.hooks)) return [group]
  const hooks = group.hooks.filter((hook: unknown) => !(isObject(hook) && ours.test(String(hook.command))))
  if (hooks.length === group.hooks.length) return [group]
  return hooks.length === 0 ? [] : [{ ...group, hooks }]
}

function misshapen(key: string): LoopError {
  return new LoopError(
    'invalid_input',
    `The file has something else at ${key} than Claude Code would read. Mend it, then run setup again.`,
    {
      code: 'file_unusable',
    },
  )
}
