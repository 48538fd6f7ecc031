/** Where a folder says what must be true before its agents may stop. */
export const policyPath = '.loop/gate.yaml'

/** The largest policy that is read, in bytes. */
export const largestPolicy = 65_536
