import { operation, secret } from 'loop-core'
import { signUp as signUpPerson } from 'loop-core/accounts'
import { z } from 'zod'
import { LearnConfig } from '../../config.ts'
import { localMode, signUpClosed } from '../../refusals.ts'

const email = z
  .string()
  .trim()
  .max(254)
  .refine((given) => /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>]+$/.test(given), {
    message: 'must be an address such as you@example.com',
    params: { code: 'bad_email' },
  })

export const signUp = operation({
  name: 'sign_up',
  title: 'Sign up',
  summary: 'Make an account of your own on a hosted server. The key is shown this once.',
  kind: 'effect',
  roles: ['public'],
  rest: ['POST /api/auth/signup'],
  command: 'account sign-up',
  status: 201,
  perAddress: { calls: 5, seconds: 3_600, code: 'signup_limit' },
  tool: false,
  input: z.object({ email }),
  output: z.object({
    api_key: secret(z.string()),
    email: z.string(),
    mcp_url: z.string(),
    connect: z.object({ claude_code: z.string() }),
  }),
  async run({ email: given }, context) {
    const { LOOP_HOSTED, LOOP_SIGNUP, LOOP_PUBLIC_URL } = context.config(LearnConfig)
    if (!LOOP_HOSTED) throw localMode()
    if (LOOP_SIGNUP === 'closed') throw signUpClosed()
    const id = `person-${context.newId()}`
    const { token, email: address } = await signUpPerson(context.door(), { id, email: given }, context.now())
    const mcp_url = new URL('/mcp', LOOP_PUBLIC_URL).href
    const claude_code = `claude mcp add loop --transport http ${mcp_url} --header "Authorization: Bearer YOUR_API_KEY"`
    return { api_key: token, email: address, mcp_url, connect: { claude_code } }
  },
})
