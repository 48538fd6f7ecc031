/** What a model is asked for. */
export type Purpose = 'analyse' | 'review' | 'reflect'

/** Why a model was not asked, or did not help. */
export const skips = ['off', 'local', 'rejected', 'budget', 'nothing_to_send', 'no_answer', 'unavailable'] as const
export type Skip = (typeof skips)[number]

/** How a call ended; one whose process went away is void. */
export type CallOutcome = 'answered' | 'no_answer' | 'rejected' | 'failed' | 'over_quota' | 'void'

export type KeyOwner = 'own' | 'server'

/** The most that a model may say, in tokens. */
export const answerTokens = 2_000
