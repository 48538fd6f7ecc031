import { resource } from 'loop-core'
import { z } from 'zod'
import { asFile } from '../charts/frame.ts'
import { trajectoryChart } from '../charts/trajectory-chart.ts'
import * as field from '../fields.ts'
import { viewLearning } from '../learning.ts'
import { listBlindSpots } from '../operations/blind-spot/list.ts'
import { getProfile } from '../operations/profile/get.ts'
import { getWeeklyReview } from '../operations/review/get.ts'
import { getSession } from '../operations/session/get.ts'
import { latestReview } from '../reviews/read.ts'
import { everybody } from '../roles.ts'
import { trajectoryOf } from '../trajectory/trajectory-of.ts'
import { resourceOf } from './of-operation.ts'

export const learnerProfile = resourceOf({
  name: 'learner_profile',
  title: 'Learner profile',
  summary: 'Settings, the mode in force and why, and how much has been noted.',
  uri: 'loop://learner-profile',
  operation: getProfile,
})

export const blindSpots = resourceOf({
  name: 'blind_spots',
  title: 'Blind spots',
  summary: 'Patterns that keep coming back, with the notes they rest on.',
  uri: 'loop://blind-spots',
  operation: listBlindSpots,
})

export const weeklyReview = resource({
  name: 'weekly_review',
  title: 'Weekly review',
  summary: 'The latest review; before the first one, when there can be one.',
  roles: everybody,
  uri: 'loop://weekly-review',
  mimeType: 'application/json',
  read: (_, context) => context.transaction(async (inner) => JSON.stringify(await latestReview(await viewLearning(inner)))),
})

export const oneWeeklyReview = resourceOf({
  name: 'weekly_review_of',
  title: 'Weekly review of a week',
  summary: 'The review of one ISO week, such as 2026-W04.',
  uri: 'loop://learn/weekly-reviews/{week}',
  parameters: z.object({ week: field.week }),
  operation: getWeeklyReview,
  input: ({ week }) => ({ week }),
})

export const oneSession = resourceOf({
  name: 'learn_session',
  title: 'Session',
  summary: 'One session with its notes, the oldest first.',
  uri: 'loop://learn/sessions/{session_id}',
  parameters: z.object({ session_id: field.id }),
  operation: getSession,
  input: ({ session_id }) => ({ id: session_id }),
})

export const trajectoryPicture = resource({
  name: 'trajectory_picture',
  title: 'Trajectory',
  summary: 'The last twelve weeks as a picture: notes by kind, and how much was finished.',
  roles: everybody,
  uri: 'loop://learn/trajectory.svg',
  mimeType: 'image/svg+xml',
  read: (_, context) => context.transaction(async (inner) => asFile(trajectoryChart(await trajectoryOf(await viewLearning(inner), 12)))),
})
