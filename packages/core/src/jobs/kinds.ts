import type { Module } from '../module.ts'
import type { JobInput } from './job.ts'
import type { JobKind, ListeningKind } from './queue.ts'

const deliveryName = 'deliver'

/** The kind of job that carries an event to one module; its payload is the event's id. */
export function deliveryKind(module: Module): JobKind {
  return { name: `${module.name}.${deliveryName}`, retries: 10, timeoutSeconds: 60 }
}

/** The job that carries one event; its key keeps a second one away. */
export function deliveryJob({ name }: JobKind, event_id: string): JobInput {
  return { name, payload: { event_id }, key: event_id }
}

/** The queue's view of one of a module's own jobs. */
export function jobKind(module: Module, name: string): JobKind {
  const definition = module.jobs?.[name]
  if (definition === undefined) throw new Error(`The module ${module.name} has no job named ${name}.`)
  if (name === deliveryName)
    throw new Error(`The module ${module.name} must give its job another name than ${name}, which is that of its deliveries.`)
  const { schedule, once, retries = 5, timeoutSeconds = 60, long } = definition
  return { name: `${module.name}.${name}`, schedule, retries, timeoutSeconds, ...(once && { once }), ...(long && { long }) }
}

/** Every kind of job that some modules can be asked to do. */
export function jobKinds(modules: readonly Module[]): JobKind[] {
  return modules.flatMap((module) => [
    ...Object.keys(module.jobs ?? {}).map((name) => jobKind(module, name)),
    ...(module.on ? [deliveryKind(module)] : []),
  ])
}

/** What some modules want to hear of. */
export function listeningKinds(modules: readonly Module[]): ListeningKind[] {
  return modules.flatMap((module) =>
    module.on ? [{ subscriber: module.name, types: Object.keys(module.on), kind: deliveryKind(module) }] : [],
  )
}
