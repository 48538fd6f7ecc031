import { operation, text } from 'loop-core'
import { z } from 'zod'
import { routeLines } from '../../routes.ts'

const Route = z.object({ method: z.string(), path: z.string(), description: z.string(), roles: z.array(z.string()) })

export const listRoutes = operation({
  name: 'list_routes',
  title: 'List routes',
  summary: 'The HTTP addresses of this server that deal with stories, with who may call them. Narrow them with search.',
  command: 'route list',
  shortcut: 'routes',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user', 'superadmin'],
  actsAs: 'orchestrator-local',
  input: z.object({ search: text(100).optional().describe('A word of the address or of what it does') }),
  output: z.object({ routes: z.array(Route), count: z.int() }),
  advertised: z.object({ routes: z.array(z.looseObject({})), count: z.int() }),
  async run({ search = '' }) {
    const word = search.toLowerCase()
    const routes = routeLines().filter(({ method, path, description }) => `${method} ${path} ${description}`.toLowerCase().includes(word))
    return { routes, count: routes.length }
  },
})
