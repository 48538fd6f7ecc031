/** What an observation is of. */
export const kinds = ['decision', 'struggle', 'completion', 'question', 'avoidance'] as const
export type ObservationKind = (typeof kinds)[number]

/** Where somebody stands: getting through the day, finding ways, widening. */
export const thresholds = ['survival', 'transitional', 'generative'] as const
export type Threshold = (typeof thresholds)[number]

export const detectorNames = [
  'recurring_struggle',
  'avoidance_pattern',
  'repeated_decision',
  'repeated_question',
  'no_finish',
  'premature_done',
  'overconfidence',
  'underconfidence',
  'long_sessions',
  'model',
] as const
export type DetectorName = (typeof detectorNames)[number]

export const spotStates = ['active', 'resolved', 'relapsed', 'dismissed'] as const
export type SpotState = (typeof spotStates)[number]

/** The states in which a blind spot counts as active. */
export const activeStates = ['active', 'relapsed'] as const satisfies readonly SpotState[]

export const severities = ['low', 'medium', 'high'] as const
export type Severity = (typeof severities)[number]

/** Where an observation came from. */
export const sources = ['agent', 'person', 'hook', 'event', 'import'] as const
export type Source = (typeof sources)[number]

/** Whether something that was said to be done held: of completions alone. */
export const verdicts = ['confirmed', 'refuted'] as const
export type Verdict = (typeof verdicts)[number]

/** How a session came to its end. */
export const endings = ['client', 'gap', 'limit'] as const
export type Ending = (typeof endings)[number]

/** What a nudge asks for, by the mode. */
export const styles = ['step', 'strategy', 'question'] as const
export type Style = (typeof styles)[number]

export const nudgeAnswers = ['did_it', 'helped', 'not_yet', 'later', 'not_me'] as const
export type NudgeAnswer = (typeof nudgeAnswers)[number]

export const forecastOutcomes = ['true', 'false', 'void'] as const
export type ForecastOutcome = (typeof forecastOutcomes)[number]

/** Who the notes are about unless an agent is named. */
export const self = 'self'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
