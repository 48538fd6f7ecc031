import { LoopError } from 'loop-core'

/** The patch itself is wrong, whatever the files hold; `line` counts from 1 in the text that was sent. */
export function badPatch(line: number, what: string, hint = 'Mend that line and send the whole patch again.'): LoopError {
  return new LoopError('invalid_input', `Line ${line} of the patch: ${what}`, { code: 'bad_patch', hints: [hint], details: { line } })
}

/** The same for a list of edits, which has no lines. */
export function badEdit(edit: number, what: string): LoopError {
  return new LoopError('invalid_input', `Edit ${edit}: ${what}`, {
    code: 'bad_patch',
    hints: ['An edit is {path, search, replace}; an empty search makes a new file.'],
    details: { edit, line: edit },
  })
}

export interface NearestPlace {
  /** Counted from 1. */
  line: number
  /** 0–1. */
  likeness: number
  text: string
}

export function searchNotFound(path: string, what: string, nearest: NearestPlace | undefined): LoopError {
  const near = nearest && `The nearest place is line ${nearest.line}, ${Math.round(nearest.likeness * 100)} % alike.`
  return new LoopError('conflict', `${what} was not found in ${path}.`, {
    code: 'search_not_found',
    hints: [...(near ? [near] : []), 'Read the file again and copy the lines as they are.'],
    details: { path, nearest },
  })
}

const linesShown = 20

/** `lines` count from 1. */
export function searchNotUnique(path: string, what: string, lines: readonly number[]): LoopError {
  const shown = lines.slice(0, linesShown)
  const more = lines.length > shown.length ? ` and ${lines.length - shown.length} more` : ''
  return new LoopError('conflict', `${what} stands in ${lines.length} places of ${path}: lines ${shown.join(', ')}${more}.`, {
    code: 'search_not_unique',
    hints: ['Add lines before or after it until only one place is meant.'],
    details: { path, lines: shown, places: lines.length },
  })
}

export function fileExists(path: string): LoopError {
  return new LoopError('conflict', `${path} is there already.`, {
    code: 'file_exists',
    hints: ['Read it and change it, or choose another name.'],
    details: { path },
  })
}

export function fileNotFound(path: string, nearest: readonly string[]): LoopError {
  return new LoopError('not_found', `There is no file ${path}.`, {
    code: 'file_not_found',
    hints: nearest.length > 0 ? [`Names like it: ${nearest.join(', ')}.`] : ['List the files to see their names.'],
    details: { path, nearest },
  })
}

export function notText(path: string, why: string): LoopError {
  return new LoopError('invalid_input', `${path} ${why}, so it cannot be patched.`, {
    code: 'not_text',
    hints: ['Only UTF-8 text is patched.'],
    details: { path },
  })
}

export function tooLarge(what: string, limit: string): LoopError {
  return new LoopError('invalid_input', `${what} than a patch may have: ${limit}.`, {
    code: 'too_large',
    hints: ['Split the change into smaller patches.'],
  })
}

/** Between reading and writing somebody else changed these files. */
export function changedMeanwhile(paths: readonly string[]): LoopError {
  return new LoopError('conflict', `Changed since the patch was prepared: ${paths.join(', ')}. Nothing was written.`, {
    hints: ['Read these files and make the patch again.'],
    details: { paths },
  })
}

export function undoConflict(paths: readonly string[]): LoopError {
  return new LoopError('conflict', `Changed since the patch: ${paths.join(', ')}. Nothing was taken back.`, {
    code: 'undo_conflict',
    hints: ['Read these files and take the change back with a patch of its own.'],
    details: { paths },
  })
}

/** Writing failed, and taking back what was written failed too. */
export function halfWritten(paths: readonly string[], cause: unknown): LoopError {
  return new LoopError('internal', `Writing failed, and these files could not be put back: ${paths.join(', ')}.`, {
    hints: ['Look at these files by hand before anything else.'],
    details: { paths },
    cause,
  })
}
