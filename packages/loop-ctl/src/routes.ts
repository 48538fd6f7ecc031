import { operations } from './operations/index.ts'

/** One address of one operation, short enough to read many of. */
export interface RouteLine {
  method: string
  path: string
  description: string
  roles: string[]
}

/** All addresses of this module. A function, since the operation that shows them is one of these operations itself. */
export function routeLines(): RouteLine[] {
  return operations.flatMap(({ rest = [], summary, roles }) =>
    rest.map((address) => {
      const [method, path] = address.split(' ') as [string, string]
      return { method, path, description: firstSentence(summary), roles: [...roles] }
    }),
  )
}

function firstSentence(text: string): string {
  return /^.*?[.;:](?= |$)/.exec(text)?.[0].slice(0, -1) ?? text
}
