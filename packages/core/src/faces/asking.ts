import type { Ask, Asked, Question } from '../ask.ts'
import { type JsonSchema, sentSchema } from './json-schema.ts'

/** A question as the protocol carries it, in both of its eras. */
export interface Form {
  mode: 'form'
  message: string
  requestedSchema: JsonSchema
}

export function formOf({ text, answer }: Question): Form {
  return { mode: 'form', message: text, requestedSchema: sentSchema(answer) }
}

/** Whether a client shows forms; one that only says that it can elicit does. */
export function hasForms(capabilities: { elicitation?: { form?: unknown; url?: unknown } } | undefined): boolean {
  const elicitation = capabilities?.elicitation
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined)
}

/** What a client sent in answer to a form. Nobody has checked it yet. */
export function answerIn<Answer extends Question['answer']>({ answer }: Question<Answer>, sent: unknown): Asked<Answer> {
  const { action, content } = (sent ?? {}) as { action?: unknown; content?: unknown }
  const said = action === 'accept' ? answer.safeParse(content) : undefined
  return said?.success ? { kind: 'answered', answer: said.data } : { kind: 'unanswered' }
}

/** How long a person may think in milliseconds: less than the shortest limit of any client, unless it says that it follows the call. */
const [usual, followed] = [50_000, 600_000]

/** Asks in the middle of a call, by a request of the server's own. */
export function askNow(elicit: (form: Form, timeout: number) => Promise<unknown>, isFollowed: boolean): Ask {
  return async (question) => {
    const sent = await elicit(formOf(question), isFollowed ? followed : usual).catch(() => undefined)
    return answerIn(question, sent)
  }
}
