import { operation, streamedText } from 'loop-core'
import { z } from 'zod'
import { browserLibrary } from '../../signup/library.ts'
import { signupScript } from '../../signup/script.ts'

export const getSignupScript = operation({
  name: 'get_signup_script',
  title: 'Get the script of the signup page',
  summary: 'What the page at /signup runs.',
  command: 'signup script',
  kind: 'effect',
  roles: ['public'],
  // A server lets pages run what stands at an address of its own, and nothing else.
  rest: ['GET /signup.js'],
  tool: false,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({}),
  output: streamedText,
  run: async () => ({ type: 'text/javascript; charset=utf-8', pieces: both() }),
})

async function* both(): AsyncGenerator<string> {
  yield `${await browserLibrary()}\n`
  yield signupScript
}
