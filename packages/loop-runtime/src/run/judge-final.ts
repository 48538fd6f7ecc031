import type { Decision } from '../decision.ts'
import { evaluateFinal, type FinalEvaluation, qualityOfFinal } from '../gates/final-evaluation.ts'
import { governFinal } from '../gates/governance.ts'
import { commitWorktree } from '../worktree/commit-worktree.ts'
import { endingOf } from './end-run.ts'
import type { Engine } from './engine.ts'
import { factsOf } from './evidence-facts.ts'
import { govern } from './govern.ts'
import type { Journal } from './journal.ts'
import { verify } from './verify.ts'

/** Holds a final answer to what was shown on exactly the present files. */
export async function judgeFinal(engine: Engine, journal: Journal, { finalAnswer = '', confidence }: Decision): Promise<void> {
  const { task, tools, runtime } = engine
  const step = await journal.begin({ kind: 'verify' })
  if (task.quality.verifyOnFinal) await verify(engine, journal, step)
  const evidence = await tools.evidence(factsOf(journal))
  const final = evaluateFinal({ final_answer: finalAnswer, confidence }, task, evidence)
  trace(journal, final)
  const ends = govern(journal, governFinal(journal.counters, final, task), { quiet: final.accepted })
  const feedback = final.accepted ? [] : [`The final answer was not accepted.\n${final.feedback}`]
  // Before the run is completed: whoever dies in between has it judged and committed again.
  const branch = final.accepted ? await commitWorktree(runtime, journal.row, finalAnswer) : null
  const answer = final.accepted ? { final_answer: finalAnswer, confidence, branch } : {}
  const outcome = final.accepted ? 'ok' : 'failed'
  const result = { outcome, digest_after: evidence.digest, score: final.score, result: { feedback, report: final } } as const
  await journal.end(step, result, endingOf(journal, ends, { report: JSON.stringify(final), ...answer }))
}

function trace(journal: Journal, final: FinalEvaluation): void {
  const stale = final.criteria.filter(({ verdict }) => verdict === 'stale')
  for (const { id, stale_because } of stale) journal.event('evidence_stale', { criterion: id, ...stale_because })
  for (const finding of final.findings) journal.event('finding', { finding })
  journal.event('final_eval', { ...final })
  journal.event('quality_eval', { ...qualityOfFinal(final) })
  if (final.accepted) return
  journal.event('final_rejected', { feedback: final.feedback })
  const verdicts = Object.fromEntries(final.criteria.map(({ id, verdict }) => [id, verdict]))
  journal.emit('run.final_rejected', { verdicts, confidence: final.confidence })
}
