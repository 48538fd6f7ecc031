import { expect } from 'vitest'
import type { Answer, HttpCtl, KeyName } from '../fixtures/http.ts'
import type { AgentStatus, VerifiedStatus } from '../words.ts'

export const verdict = { summary: 'all there', review_type: 'enhanced' } as const

/** What the checks do to stories over HTTP, and all that they see of them there. */
export function storiesOver(http: () => HttpCtl) {
  const post = (id: string, action: string, as: KeyName, body?: object): Promise<Answer> =>
    http().send(`POST /api/v1/stories/${id}/${action}`, { as, body })
  const look = async (id: string) => (await http().send(`GET /api/v1/stories/${id}`)).body.story
  const history = async (id: string) => (await http().send(`GET /api/v1/stories/${id}/history`)).body.data
  const about = async (id: string) => ({ story: await look(id), history: await history(id) })
  return {
    /** Does something to a story. */
    post,
    /** A story with all that was handed in for it. */
    look,
    /** Where it stands on its two ladders. */
    standing: async (id: string) => {
      const { agent_status, verified_status } = await look(id)
      return [agent_status, verified_status]
    },
    history,
    /** What happened to it, oldest first, in the words of the audit trail. */
    told: async (id: string): Promise<string[]> => (await history(id)).map(({ action }: { action: string }) => action),
    verifications: async (id: string) => (await http().send(`GET /api/v1/stories/${id}/verifications`)).body.data,
    /** Whether the ready queue of its project has it. */
    isReady: async (id: string): Promise<boolean> => {
      const { project_id } = await look(id)
      const { body } = await http().send(`GET /api/v1/stories/ready?project_id=${project_id}`)
      return body.data.some((row: { id: string }) => row.id === id)
    },
    /** Sends what is to be refused, and asserts that nothing of the story has changed, nor what is told of it. */
    refused: async (...[id, action, as, body]: Parameters<typeof post>): Promise<Answer> => {
      const before = await about(id)
      // At another time than the last change, so that a touched row would show.
      http().ctl.pass(1_000)
      const answer = await post(id, action, as, body)
      expect(await about(id)).toEqual(before)
      return answer
    },
  }
}

/** The answer where a story stands elsewhere, or its caller is the wrong one there. */
export function conflict(code: string, attempted_action: string, [agent, verified]: readonly [AgentStatus, VerifiedStatus]) {
  const context = { current_agent_status: agent, current_verified_status: verified, attempted_action }
  const hints = expect.arrayContaining([expect.stringMatching(/\w+/)])
  return { status: 409, body: { error: { status: 409, message: 'Conflict', code, current_state: agent, ...context, context, hints } } }
}

/** The answer where one field is wrong. */
export function invalid(field: string) {
  const details = { [field]: [expect.any(String)] }
  return { status: 422, body: { error: { status: 422, message: 'Validation failed', details } } }
}

/** The answer to a key of another role, which says the right one. */
export function forbidden(role: string) {
  const hints = [expect.stringContaining(role)]
  return { status: 403, body: { error: { status: 403, message: expect.stringContaining('Forbidden'), hints } } }
}

/** The answer to a key that stands for no agent. */
export function unlinked(status: 400 | 422) {
  return { status, body: { error: { status, code: 'key_without_agent', message: expect.stringContaining('agent') } } }
}

/** The answer to an agent that is not the one to which the story is assigned. */
export const notTheAssignee = { status: 403, body: { error: { status: 403, message: 'Forbidden', code: 'not_assigned_agent' } } }
