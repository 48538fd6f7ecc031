import { expect, test } from 'vitest'
import { testApp } from './fixtures/app.ts'

test('the root leads browsers to the page and programs to the start of the interface', async () => {
  const { app } = await testApp()
  const target = async (accept: string) => {
    const response = await app.request('/', { headers: { accept } })
    return `${response.status} ${response.headers.get('location')}`
  }
  expect(await target('text/html,application/xhtml+xml')).toBe('302 /docs')
  expect(await target('*/*')).toBe('302 /api/v1/')
})

test.each(['/api/v1', '/api/v1/'])('%s tells anybody what is where', async (path) => {
  const { app } = await testApp()
  expect(await (await app.request(path)).json()).toEqual({
    name: 'loop-notes',
    version: '1.2.3',
    docs: '/api/v1/openapi',
    swagger_ui: '/swaggerui',
    health: '/health',
    routes: '/api/v1/routes',
  })
})

test('everything that it names is there', async () => {
  const { app, owner } = await testApp()
  const { name: _, version, ...links } = (await (await app.request('/api/v1/')).json()) as Record<string, string>
  for (const link of Object.values(links)) expect([link, (await app.request(link, { headers: owner })).status]).toEqual([link, 200])
})

test('the other name of the page leads to it', async () => {
  const { app } = await testApp()
  const { status, headers } = await app.request('/swagger')
  expect([status, headers.get('location')]).toEqual([302, '/swaggerui'])
})
