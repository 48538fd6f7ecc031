import { LoopError } from 'loop-core'

/** A reply, or a call of run_step, that no gate can use. */
export function badDecision(path: string, problem: string): LoopError {
  return new LoopError('invalid_input', `The decision cannot be used: ${path === '' ? 'it' : path} ${problem}.`, {
    code: 'bad_decision',
    hints: [
      'Send {status: continue, summary, next_action: {type: "tool_call", tool, args}}, or {status: final, summary, final_answer, confidence}.',
    ],
    details: { path },
  })
}
