import { LoopError } from 'loop-core'
import type { Fault, Level } from './fault.ts'

const shown = 50

/** The graph would never come to an end; the circle says where. */
export function unsound({ code, circle }: Fault, field: string): LoopError {
  const path = circle.length > shown ? [...circle.slice(0, shown), '…'] : circle
  const label = code === 'dependency_cycle' ? 'Cycle detected in dependency graph' : 'Cross-level deadlock detected in dependency graph'
  return new LoopError('invalid_input', label, {
    code,
    details: { [field]: [`${label}: ${path.join(' -> ')}`] },
    hints: ['Each waits for the next one. Leave out one of these dependencies, or delete it first.'],
  })
}

export function selfDependency(level: Level): LoopError {
  const label = `${level === 'epic' ? 'An epic' : 'A story'} cannot depend on itself`
  return new LoopError('invalid_input', label, { code: 'self_dependency', details: { [`depends_on_${level}_id`]: [label] } })
}

export function alreadyThere(level: Level): LoopError {
  const hints = [`This ${level} depends on that one already; there is nothing to do.`]
  return new LoopError('conflict', 'Conflict', { code: 'dependency_exists', hints })
}
