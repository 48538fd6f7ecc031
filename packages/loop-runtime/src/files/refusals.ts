import { LoopError } from 'loop-core'
import type { OpenFault } from 'loop-core/workspace'

/** A path travels as JSON, since a name may hold a line break and words for a model. */
function quoted(path: string): string {
  return JSON.stringify(path.toWellFormed().slice(0, 1_024))
}

export function invalidInput(message: string, hint: string): LoopError {
  return new LoopError('invalid_input', message, { hints: [hint] })
}

export function pathEscapes(path: string): LoopError {
  return new LoopError('forbidden', `${quoted(path)} leads out of the workspace.`, {
    code: 'path_escapes',
    hints: ['Name a file by its path from the root of the workspace, without "..", and through no link to the outside.'],
  })
}

export function pathDenied(path: string, use: 'read' | 'write'): LoopError {
  return new LoopError('forbidden', `${quoted(path)} is on the list of files that may not be ${use === 'read' ? 'read' : 'written'}.`, {
    code: 'path_denied',
    hints: ['Go on without it; a person can allow it with security.allow.'],
  })
}

export function writtenThroughLink(path: string): LoopError {
  return new LoopError('forbidden', `${quoted(path)} is or goes through a link, and nothing is written through one.`, {
    code: 'path_denied',
    hints: ['Write to the file that the link leads to, by its own path.'],
  })
}

export function notWritable(path: string): LoopError {
  return new LoopError('forbidden', `The system does not permit writing to ${quoted(path)}.`, {
    code: 'path_denied',
    hints: ['Ask the person to look at the permissions of the file and its folder.'],
  })
}

export function notAFile(path: string, what = 'is no regular file'): LoopError {
  return new LoopError('invalid_input', `${quoted(path)} ${what}.`, {
    code: 'not_a_file',
    hints: ['See what is there: repo_list_files.'],
  })
}

export function notText(path: string): LoopError {
  return new LoopError('invalid_input', `${quoted(path)} is no UTF-8 text.`, {
    code: 'not_text',
    hints: ['Only text files are read and patched here.'],
  })
}

export function tooLarge(path: string, limit: number): LoopError {
  return new LoopError('invalid_input', `${quoted(path)} has more than ${limit} bytes.`, {
    code: 'too_large',
    hints: ['Search in other files, or ask the person to make it smaller.'],
    details: { limit },
  })
}

/** A folder with more files than anybody would look through. */
export function tooManyFiles(limit: number): LoopError {
  return new LoopError('invalid_input', `The workspace has more than ${limit} files that no .gitignore leaves out.`, {
    code: 'too_large',
    hints: ['Ask the person to name what programs make in .gitignore.'],
    details: { limit },
  })
}

export function fileNotFound(path: string, nearest: readonly string[]): LoopError {
  return new LoopError('not_found', `There is no file ${quoted(path)}.`, {
    code: 'file_not_found',
    hints: [nearest.length > 0 ? `Did you mean ${nearest.map(quoted).join(', ')}?` : 'See what is there: repo_list_files.'],
    details: { nearest },
  })
}

export function noWorkspace(root: string): LoopError {
  return new LoopError('unavailable', `The workspace ${quoted(root)} does not exist.`, {
    code: 'no_workspace',
    hints: ['The person names an existing folder with --workspace.'],
  })
}

/** Puts into words why a path leads to nothing that can be opened; what is merely not there is for the caller to say. */
export function faultRefusal(path: string, fault: Exclude<OpenFault, 'missing'>): LoopError {
  switch (fault) {
    case 'absolute':
    case 'dot_dot':
    case 'outside':
      return pathEscapes(path)
    case 'not_a_file':
      return notAFile(path)
    case 'dangling_link':
    case 'link_loop':
      return notAFile(path, 'is or goes through a link that leads nowhere')
    case 'not_a_folder':
      return notAFile(path, 'goes through a file as if it were a folder')
    case 'moved':
      return notAFile(path, 'was replaced while it was opened; try again')
    case 'unreachable':
      return notAFile(path, 'cannot be opened: the system does not permit it')
    default:
      return invalidInput(
        `${quoted(path)} is no path: ${faultWords[fault]}.`,
        'Name a file by its path from the root, such as src/index.ts.',
      )
  }
}

const faultWords = {
  empty: 'it is empty',
  too_long: 'it is too long',
  nul: 'it holds a NUL character',
  not_unicode: 'it holds half of a character',
  windows_name: 'Windows reserves a name in it',
}
