/** What a person is told once in a session, in the order of weight. */
export const notices = {
  policy_unaccepted:
    'loop-gate: this folder has a policy that nobody accepted on this machine, so nothing is checked. Read it and run: loop-gate policy accept',
  policy_changed:
    'loop-gate: .loop/gate.yaml differs from what was accepted; the accepted policy stays in force. Run: loop-gate policy diff',
  policy_invalid: 'loop-gate: .loop/gate.yaml cannot be read; the accepted policy stays in force. Run: loop-gate policy show',
  protected_changed: 'loop-gate: files that the policy protects were changed in this session.',
  infra_error: 'loop-gate: the stop could not be judged, so it was allowed. Run: loop-gate doctor',
} as const

export type NoticeName = keyof typeof notices
