import { LoopError } from 'loop-core'
import { countArgument, jsonArgument } from './arguments.ts'
import { type Asking, command } from './command.ts'
import { projectOf } from './project.ts'
import { usage } from './usage.ts'

const options = { key: { type: 'string' }, data: { type: 'string' }, version: { type: 'string' } } as const

export const saveState = command({
  name: 'state save',
  takes: '--data JSON [options]',
  summary: `Keep what an orchestrator needs to go on.
--data JSON | @FILE  an object
--key KEY  main unless given
--version N  the version that this comes after; unless given, it is the one that is there
--project P  which project: id, slug or name`,
  options,
  async run(typed) {
    const { values, call, print } = typed
    if (values.data === undefined) throw usage('This needs --data: JSON, or @FILE.')
    const state_data = await jsonArgument('--data', values.data)
    const place = { project_id: await projectOf(typed), state_key: values.key ?? 'main' }
    const version = values.version === undefined ? await newestVersion(typed, place) : countArgument('--version', values.version)
    await print(await call('save_orchestrator_state', { ...place, state_data, version }))
  },
})

export const loadState = command({
  name: 'state load',
  summary: `What was saved last.
--key KEY  main unless given
--project P  which project: id, slug or name`,
  options: { key: options.key },
  async run(typed) {
    const project_id = await projectOf(typed)
    await typed.print(await typed.call('get_orchestrator_state', { project_id, state_key: typed.values.key }))
  },
})

async function newestVersion({ call }: Asking, place: object): Promise<number> {
  try {
    return (await call('get_orchestrator_state', place)).state.version
  } catch (error) {
    if (LoopError.is(error) && error.code === 'orchestrator_state_not_found') return 0
    throw error
  }
}
