import { loopGate } from 'loop-gate'

/** Everything that is served behind one address, in the order in which tools are listed. A module joins by being named here. */
export const modules = [loopGate]
