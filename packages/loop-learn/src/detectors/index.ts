import { avoidancePattern } from './avoidance-pattern.ts'
import { recurringStruggle } from './recurring-struggle.ts'
import { repeatedDecision } from './repeated-decision.ts'
import { repeatedQuestion } from './repeated-question.ts'

/** Those that look at the notes of one theme. */
export const themeDetectors = [recurringStruggle, avoidancePattern, repeatedDecision, repeatedQuestion] as const
