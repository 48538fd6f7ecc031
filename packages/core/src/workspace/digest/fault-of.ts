import { GitFailure } from '../git/ask-git.ts'
import { type Listing, NoListing } from './listing.ts'
import type { Survey } from './survey.ts'

type Fault = Required<Pick<Listing, 'reason' | 'detail'>>

const longestDetail = 300

/** Tells why a listing ended early; an error that is nobody's fault but ours goes on upwards. */
export function faultOf(survey: Survey, error: unknown): Fault {
  const { reason, detail } = reasonOf(survey, error)
  return { reason, detail: printable(detail).slice(0, longestDetail) }
}

function reasonOf(survey: Survey, error: unknown): Fault {
  if (error instanceof NoListing) return { reason: error.reason, detail: error.message }
  // A git that was ended because the time was over has not failed.
  const over = overOf(survey)
  if (over) return { reason: over.reason, detail: over.message }
  if (error instanceof GitFailure) return { reason: error.tooLong ? 'workspace_too_large' : 'git_failed', detail: error.message }
  if (error instanceof Error && 'code' in error) return { reason: 'unreadable', detail: error.message }
  throw error
}

function overOf(survey: Survey): NoListing | undefined {
  try {
    survey.check()
    return undefined
  } catch (error) {
    return error as NoListing
  }
}

/** File names travel in the messages, and may hold anything. */
function printable(text: string): string {
  return text.replace(/\p{C}+/gu, ' ').trim()
}
