import { loopCtl } from 'loop-ctl'
import { loopGate } from 'loop-gate'
import { loopLearn } from 'loop-learn'
import { loopQueue } from 'loop-queue'
import { loopRuntime } from 'loop-runtime'

/** Everything that is served behind one address, in the order in which tools are listed. A module joins by being named here. */
export const modules = [loopCtl, loopQueue, loopGate, loopRuntime, loopLearn]
