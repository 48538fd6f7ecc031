import { inOne, operation, streamedText } from 'loop-core'
import { z } from 'zod'
import { closedPage, signupPage } from '../../signup/page.ts'
import { findRelyingParty } from '../../signup/relying-party.ts'

export const getSignupPage = operation({
  name: 'get_signup_page',
  title: 'Get signup page',
  summary: 'The page for the browser on which somebody new signs up.',
  command: 'signup page',
  kind: 'effect',
  roles: ['public'],
  rest: ['GET /signup'],
  tool: false,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({}),
  output: streamedText,
  async run(_, context) {
    const type = 'text/html; charset=utf-8'
    if (findRelyingParty(context) === undefined) return { type, status: 403, pieces: inOne(closedPage) }
    return { type, pieces: inOne(signupPage) }
  },
})
