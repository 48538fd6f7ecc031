import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readAllowList } from 'loop-core/outgoing'
import { expect, it, onTestFinished } from 'vitest'
import { readPage } from './read-page.ts'

/** Reads the page that a real server answers with. */
async function read(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`
  return readPage(address, { allow: readAllowList('127.0.0.1'), signal: new AbortController().signal })
}

const page =
  (type: string | undefined, body: string | Buffer, status = 200): RequestListener =>
  (_, response) =>
    response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(body)

const html = `<html><head><title>T</title><script>alert(1)</script><style>p{}</style></head>
<body><nav>Menu</nav><h2>Retries</h2><p>One <a href="https://example.com">line</a> broke.</p><img src="a.png" alt="A"></body></html>`

it('gives the words of a page without its code, menus and pictures', async () => {
  const text = await read(page('text/html; charset=utf-8', html))
  expect(text).toMatch(/retries\s+One line broke\./i)
  expect(text).not.toMatch(/alert|p\{\}|Menu|example\.com|a\.png/)
})

it.each(['text/plain', 'text/markdown; charset=utf-8', 'text/x-markdown'])('gives %s as it is', async (type) => {
  expect(await read(page(type, '# Some *words*'))).toBe('# Some *words*')
})

it('reads other character sets by their names', async () => {
  expect(await read(page('text/plain; charset=iso-8859-1', Buffer.from([0x63, 0x61, 0x66, 0xe9])))).toBe('café')
  await expect(read(page('text/plain; charset=klingon', 'x'))).rejects.toMatchObject({ kind: 'invalid_input' })
})

it.each([
  ['a picture', page('image/png', 'x'), /neither/],
  ['what has no type', page(undefined, 'x'), /neither/],
  ['what is not there', page('text/plain', 'x', 404), /HTTP 404/],
  ['more than a mebibyte', page('text/plain', 'x'.repeat(1024 * 1024 + 1)), /larger than 1024 KiB/],
  ['a circle of addresses', (_, response) => response.writeHead(302, { location: '/page' }).end(), /from one address to the next/],
  ['a way to nowhere', (_, response) => response.writeHead(302, { location: 'http://' }).end(), /no address/],
  ['a way inside', (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(), /private/],
  ['a way to a file', (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(), /private/],
] as [string, RequestListener, RegExp][])('will not read %s', async (_, answer, message) => {
  await expect(read(answer)).rejects.toMatchObject({ kind: 'invalid_input', message: expect.stringMatching(message) })
})

it.each([429, 500, 503])('may read later what answers %i now', async (status) => {
  await expect(read(page('text/plain', 'x', status))).rejects.toMatchObject({ kind: 'unavailable', message: `HTTP ${status}` })
})

it('follows a redirect', async () => {
  const answer: RequestListener = (request, response) =>
    request.url === '/page' ? response.writeHead(301, { location: '/moved' }).end() : page('text/plain', 'Here')(request, response)
  expect(await read(answer)).toBe('Here')
})
