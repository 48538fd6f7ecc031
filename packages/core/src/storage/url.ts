import { fileURLToPath } from 'node:url'
import { LoopError } from '../error.ts'

export interface SqlitePlace {
  kind: 'sqlite'
  /** A path, or `:memory:`. */
  file: string
  synchronous: 'normal' | 'full'
}

export interface PostgresPlace {
  kind: 'postgres'
  url: string
}

export type Place = SqlitePlace | PostgresPlace

/** Reads the address of a database. */
export function parseUrl(url: string): Place {
  if (url.startsWith('file:')) return parseFile(url.slice('file:'.length))
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return { kind: 'postgres', url }
  throw new LoopError('invalid_input', 'The address of a database is `file:<path>` or `postgres://<user>:<password>@<host>/<database>`.')
}

/** Says where the database is, without login and password. */
export function describePlace(place: Place): string {
  if (place.kind === 'sqlite') return `sqlite ${place.file}`
  const { host, pathname } = new URL(place.url)
  return `postgres ${host}${pathname}`
}

/** Reads what stands behind `file:`, which is what `LOOP_DB_PATH` holds. */
export function parseFile(address: string): SqlitePlace {
  const [path = '', query] = address.split('?', 2)
  const parameters = new URLSearchParams(query)
  const synchronous = parameters.get('synchronous') ?? 'normal'
  const unknown = [...parameters.keys()].filter((name) => name !== 'synchronous')
  if (path === '' || unknown.length > 0 || (synchronous !== 'normal' && synchronous !== 'full')) throw wrongFile()
  return { kind: 'sqlite', file: pathOf(path), synchronous }
}

/** With slashes in front it is a real URL, in which a blank is `%20`; without it is a path as people type it. */
function pathOf(path: string): string {
  if (!path.startsWith('//')) return path
  try {
    return fileURLToPath(`file:${path}`)
  } catch (cause) {
    throw wrongFile(cause)
  }
}

function wrongFile(cause?: unknown): LoopError {
  return new LoopError('invalid_input', 'The address of a database file is `file:<path>` or `file:<path>?synchronous=full`.', { cause })
}
