import { LoopError } from 'loop-core'

export function sessionNotFound(): LoopError {
  return new LoopError('not_found', 'There is no such session of yours. list_sessions shows them.', { code: 'session_not_found' })
}

export function sessionEnded(): LoopError {
  return new LoopError('conflict', 'That session has ended. Leave session_id out: the note then finds its session by its time.', {
    code: 'session_ended',
  })
}

export function observedInFuture(): LoopError {
  return new LoopError('invalid_input', 'observed_at lies more than five minutes ahead.', { code: 'observed_in_future' })
}

export function observedTooOld(): LoopError {
  return new LoopError('invalid_input', 'observed_at lies more than 400 days back. Bring older notes in with "loop-learn import".', {
    code: 'observed_too_old',
  })
}

export function tooManyObservations(limit: number): LoopError {
  return new LoopError('rate_limited', `At most ${limit} observations a minute are taken. Wait a minute, and record what matters.`, {
    code: 'too_many_observations',
  })
}

export function localMode(): LoopError {
  return new LoopError('not_found', 'This server runs for you alone: there is nothing to sign up for, and no key is needed.', {
    code: 'local_mode',
  })
}

export function signUpClosed(): LoopError {
  return new LoopError('forbidden', 'Nobody can sign up here by themselves. Ask the operator for a key.', { code: 'signup_closed' })
}

export function forecastNotFound(): LoopError {
  return new LoopError('not_found', 'There is no such forecast of yours. record_forecast answers with its id.', {
    code: 'forecast_not_found',
  })
}

export function alreadySettled(outcome: string): LoopError {
  return new LoopError('conflict', `That forecast was settled as ${outcome} before, and stays so. Record a new one for what comes next.`, {
    code: 'already_settled',
  })
}

export function observationNotFound(): LoopError {
  return new LoopError('not_found', 'There is no such note of yours. recall_observations finds them.', { code: 'observation_not_found' })
}

export function spotNotFound(): LoopError {
  return new LoopError('not_found', 'There is no such blind spot of yours. list_blind_spots shows them.', { code: 'blind_spot_not_found' })
}

export function stateMoved(state: string, possible: readonly string[]): LoopError {
  const way = possible.length === 0 ? '' : ` From there it can become ${possible.join(' or ')}.`
  return new LoopError('conflict', `The blind spot is ${state}.${way} list_blind_spots shows it as it is.`, { code: 'state_moved' })
}

export function nudgeNotFound(): LoopError {
  return new LoopError('not_found', 'There is no such nudge of yours. loop_get_nudge delivers one.', { code: 'nudge_not_found' })
}

export function alreadyAnswered(answer: string): LoopError {
  return new LoopError('conflict', `That nudge has the answer ${answer} already. loop_get_nudge delivers the next one when it is time.`, {
    code: 'already_answered',
    details: { answer },
  })
}

export function weekNotFound(nearest: readonly string[]): LoopError {
  const known = nearest.length === 0 ? 'No week has one yet.' : `The nearest that have one: ${nearest.join(', ')}.`
  return new LoopError('not_found', `That week has no review. ${known} list_weekly_reviews shows all.`, {
    code: 'week_not_found',
    details: { nearest },
  })
}

export function personalNotes(): LoopError {
  return new LoopError('forbidden', 'Notes are personal: nobody sees or writes them in the place of somebody else.', {
    code: 'personal_notes',
  })
}
