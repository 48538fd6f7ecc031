// Written by `pnpm gen` from the files of this folder; do not edit.
import { createEpic } from './epic/create.ts'
import { createProject } from './project/create.ts'
import { claimStory } from './story/claim.ts'
import { contractStory } from './story/contract.ts'
import { createStory } from './story/create.ts'
import { forceUnclaimStory } from './story/force-unclaim.ts'
import { getStory } from './story/get.ts'
import { rejectStory } from './story/reject.ts'
import { reportStory } from './story/report.ts'
import { requestReview } from './story/request-review.ts'
import { reviewComplete } from './story/review-complete.ts'
import { startStory } from './story/start.ts'
import { unclaimStory } from './story/unclaim.ts'
import { verifyStory } from './story/verify.ts'

export const operations = [
  createEpic,
  createProject,
  claimStory,
  contractStory,
  createStory,
  forceUnclaimStory,
  getStory,
  rejectStory,
  reportStory,
  requestReview,
  reviewComplete,
  startStory,
  unclaimStory,
  verifyStory,
]
