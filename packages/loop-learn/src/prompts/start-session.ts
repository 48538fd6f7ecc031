import { prompt } from 'loop-core'
import { z } from 'zod'
import * as field from '../fields.ts'
import { everybody } from '../roles.ts'

export const startSessionPrompt = prompt({
  name: 'start_session',
  title: 'Start a session',
  summary: 'Begin to work with a companion that notes in silence what happens.',
  roles: everybody,
  arguments: z.object({ domain: field.domain.optional().describe('Such as coding or piano') }),
  write: ({ domain }) =>
    [
      `Call loop_session_start${domain ? ` with domain "${domain}"` : ''} and read its context.`,
      'Tell me in two sentences where I stand: what went well last, and what has come back. Ask me what I want to do in this session.',
      'While we work, note with loop_observe what I decide, where I get stuck, what I finish, ask or put off: one sentence each, without telling me.',
      'When we end, call loop_session_end with a summary of two sentences.',
    ].join('\n\n'),
})
