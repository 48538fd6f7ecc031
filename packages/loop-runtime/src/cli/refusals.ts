import { LoopError } from 'loop-core'
import { usualTracePath } from '../task/trace-path.ts'

const whereTracesAre = `A run keeps its trace in <workspace>/${usualTracePath} unless it says otherwise; it printed the path as "Trace DB".`

export function traceMissing(path: string): LoopError {
  return new LoopError('not_found', `There is no trace database ${path}.`, { code: 'file_not_found', hints: [whereTracesAre] })
}

export function noTrace(path: string): LoopError {
  return new LoopError('invalid_input', `${path} is no trace database.`, { code: 'not_a_file', hints: [whereTracesAre] })
}

export function noRuns(path: string): LoopError {
  return new LoopError(
    'invalid_input',
    `There are no runs in this file: ${path}. It is a database of something else, and stays as it is.`,
    {
      code: 'no_runs',
      hints: [whereTracesAre],
    },
  )
}

export function runMissing(path: string, id?: string): LoopError {
  const message = id === undefined ? `No run is recorded in ${path}.` : `No run ${id} is recorded in ${path}.`
  return new LoopError('not_found', message, { code: 'run_not_found', hints: [`See which there are: loop-runtime --db ${path} run list.`] })
}

export function folderMissing(path: string): LoopError {
  return new LoopError('not_found', `There is no folder ${path}.`, {
    code: 'file_not_found',
    hints: ['Make it first, or name another one.'],
  })
}

export function fileThere(path: string): LoopError {
  return new LoopError('conflict', `${path} is there already and stays as it is.`, {
    code: 'file_exists',
    hints: ['Add --force to replace it, or name another file with --out.'],
  })
}

export function taskMissing(path: string): LoopError {
  return new LoopError('invalid_input', `There is no task file ${path}.`, {
    code: 'task_invalid',
    hints: ['Write one: loop-runtime init.'],
  })
}
