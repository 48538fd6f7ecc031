import type { z } from 'zod'

/** A question to the person at the client. */
export interface Question<Answer extends z.ZodObject = z.ZodObject> {
  /** By which its answer is known again. */
  id: string
  text: string
  /** What can be answered: an object of texts, choices, numbers and yes or no. */
  answer: Answer
}

/**
 * What came of a question.
 *
 * `later`: the call has to end now, and is made once more with the same input when the person has answered; what it returns this time is seen by nobody.
 */
export type Asked<Answer extends z.ZodObject> = { kind: 'answered'; answer: z.output<Answer> } | { kind: 'unanswered' } | { kind: 'later' }

/** Asks the person at the client; who declines, says nothing usable or is not there has not answered. */
export type Ask = <Answer extends z.ZodObject>(question: Question<Answer>) => Promise<Asked<Answer>>

/** How a call can ask. */
export interface Asking {
  /** Absent where the client cannot ask anybody. */
  ask?: Ask | undefined
  /** The question for which this call was made before and had to end: what came before the question is done already, and `ask` knows its answer. */
  asked?: string | undefined
}
