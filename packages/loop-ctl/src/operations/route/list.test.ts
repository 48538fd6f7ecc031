import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('list_routes', (http) => {
  const list = (input: object = {}) => http().ctl.call('list_routes', input, { as: agents.orchestrator })

  it('shows every address with who may call it, aliases included', async () => {
    const { routes, count } = await list()
    expect(count).toBe(routes.length)
    const start = routes.filter(({ path }: { path: string }) => /start/.test(path))
    expect(start).toEqual([
      {
        method: 'POST',
        path: '/api/v1/stories/:story_id/start',
        description: 'Begin to implement a story that you claimed',
        roles: ['agent'],
      },
      {
        method: 'POST',
        path: '/api/v1/stories/:story_id/start-work',
        description: 'Begin to implement a story that you claimed',
        roles: ['agent'],
      },
    ])
  })

  it('knows the same addresses as the server itself', async () => {
    const { body } = await http().send('GET /api/v1/routes')
    const served = body.routes.map(({ method, path }: Record<string, string>) => `${method} ${path}`)
    const { routes } = await list()
    const shown = routes.map(({ method, path }: Record<string, string>) => `${method} ${path}`)
    expect(shown.sort()).toEqual(served.filter((address: string) => !address.startsWith('POST /api/ops/')).sort())
  })

  it('narrows them to a word, however it is spelled', async () => {
    const { routes } = await list({ search: 'API_KEYS' })
    expect(routes.length).toBeGreaterThan(3)
    expect(routes.every(({ path }: { path: string }) => path.includes('api_keys'))).toBe(true)
  })

  it('costs a reader little for each', async () => {
    const { routes } = await list()
    expect(JSON.stringify(routes).length / routes.length).toBeLessThan(260)
  })
})
