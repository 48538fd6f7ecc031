// Written by `pnpm gen` from the files of this folder; do not edit.
import { signUp } from './account/sign-up.ts'
import { listBlindSpots } from './blind-spot/list.ts'
import { updateBlindSpot } from './blind-spot/update.ts'
import { getCalibration } from './calibration.ts'
import { checkLearning } from './check.ts'
import { getDashboard } from './dashboard.ts'
import { getDashboardScript } from './dashboard/script.ts'
import { eraseEverything } from './erase.ts'
import { exportLearning } from './export.ts'
import { exportLearningPage } from './export/page.ts'
import { recordForecast } from './forecast/record.ts'
import { settleForecast } from './forecast/settle.ts'
import { recordHookOperation } from './hook.ts'
import { importLearning } from './import.ts'
import { answerNudge } from './nudge/answer.ts'
import { loopGetNudge } from './nudge/get.ts'
import { forgetObservation } from './observation/forget.ts'
import { loopObserve } from './observe.ts'
import { loopPing } from './ping.ts'
import { getProfile } from './profile/get.ts'
import { updateProfile } from './profile/set.ts'
import { rebuild } from './rebuild.ts'
import { recallObservations } from './recall.ts'
import { loopReflect } from './reflect.ts'
import { getReport } from './report.ts'
import { reviewWeek } from './review.ts'
import { getWeeklyReview } from './review/get.ts'
import { listWeeklyReviews } from './review/list.ts'
import { loopSessionEnd } from './session/end.ts'
import { getSession } from './session/get.ts'
import { listSessions } from './session/list.ts'
import { loopSessionStart } from './session/start.ts'
import { setThreshold } from './threshold/set.ts'
import { getTrajectorySvg } from './trajectory.ts'
import { getTrajectory } from './trajectory/get.ts'

export const operations = [
  signUp,
  listBlindSpots,
  updateBlindSpot,
  getCalibration,
  checkLearning,
  getDashboard,
  getDashboardScript,
  eraseEverything,
  exportLearning,
  exportLearningPage,
  recordForecast,
  settleForecast,
  recordHookOperation,
  importLearning,
  answerNudge,
  loopGetNudge,
  forgetObservation,
  loopObserve,
  loopPing,
  getProfile,
  updateProfile,
  rebuild,
  recallObservations,
  loopReflect,
  getReport,
  reviewWeek,
  getWeeklyReview,
  listWeeklyReviews,
  loopSessionEnd,
  getSession,
  listSessions,
  loopSessionStart,
  setThreshold,
  getTrajectorySvg,
  getTrajectory,
]
