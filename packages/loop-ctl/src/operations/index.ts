// Written by `pnpm gen` from the files of this folder; do not edit.
import { listArtifacts } from './artifact/list.ts'
import { reportArtifact } from './artifact/report.ts'
import { bulkClaim } from './bulk/claim.ts'
import { bulkMarkComplete } from './bulk/mark-complete.ts'
import { bulkReject } from './bulk/reject.ts'
import { bulkVerify } from './bulk/verify.ts'
import { getDependencyGraph } from './dependency-graph/get.ts'
import { createEpicDependency } from './epic-dependency/create.ts'
import { deleteEpicDependency } from './epic-dependency/delete.ts'
import { listEpicDependencies } from './epic-dependency/list.ts'
import { createEpic } from './epic/create.ts'
import { verifyAllInEpic } from './epic/verify-all.ts'
import { createProject } from './project/create.ts'
import { listReviews } from './review/list.ts'
import { createStoryDependency } from './story-dependency/create.ts'
import { deleteStoryDependency } from './story-dependency/delete.ts'
import { listStoryDependencies } from './story-dependency/list.ts'
import { backfillStory } from './story/backfill.ts'
import { listBlockedStories } from './story/blocked.ts'
import { claimStory } from './story/claim.ts'
import { contractStory } from './story/contract.ts'
import { createStory } from './story/create.ts'
import { forceUnclaimStory } from './story/force-unclaim.ts'
import { getStory } from './story/get.ts'
import { listReadyStories } from './story/next.ts'
import { pageReadyStories } from './story/ready.ts'
import { rejectStory } from './story/reject.ts'
import { reportStory } from './story/report.ts'
import { requestReview } from './story/request-review.ts'
import { reviewComplete } from './story/review-complete.ts'
import { startStory } from './story/start.ts'
import { unclaimStory } from './story/unclaim.ts'
import { verifyStory } from './story/verify.ts'
import { listVerifications } from './verification/list.ts'

export const operations = [
  listArtifacts,
  reportArtifact,
  bulkClaim,
  bulkMarkComplete,
  bulkReject,
  bulkVerify,
  getDependencyGraph,
  createEpicDependency,
  deleteEpicDependency,
  listEpicDependencies,
  createEpic,
  verifyAllInEpic,
  createProject,
  listReviews,
  createStoryDependency,
  deleteStoryDependency,
  listStoryDependencies,
  backfillStory,
  listBlockedStories,
  claimStory,
  contractStory,
  createStory,
  forceUnclaimStory,
  getStory,
  listReadyStories,
  pageReadyStories,
  rejectStory,
  reportStory,
  requestReview,
  reviewComplete,
  startStory,
  unclaimStory,
  verifyStory,
  listVerifications,
]
