/** A refusal, an approval and a question to the person: what agents send in turn. */
const reports = [
  {
    task_summary: 'Fix auth bug',
    work_done: 'Modified the code',
    stopping_reason: 'task_complete',
    confidence: 0.7,
    verification_done: false,
  },
  {
    task_summary: 'Fix authentication bug',
    work_done: '1. Analyzed auth.js. 2. Found session token issue. 3. Fixed validation logic. 4. Added unit tests. 5. All tests pass.',
    stopping_reason: 'task_complete',
    confidence: 0.95,
    verification_done: true,
  },
  { task_summary: 'Implement new feature', work_done: 'Analyzed requirements, found two ways', stopping_reason: 'waiting_for_user' },
]

/** The call that all servers are measured with. */
export function callOf(index: number) {
  return { name: 'should_continue', arguments: reports[index % reports.length] }
}
