import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import { png } from './fixture-media.ts'

/** The suite's resources: a text, a picture, one that is watched, and a template. */
export function addResources(server: McpServer): void {
  addText(server, 'static-text', 'This is the content of the static text resource.')
  addText(server, 'watched-resource', 'This one may be watched.')
  const picture = { description: 'A red pixel.', mimeType: 'image/png' }
  server.registerResource('static-binary', 'test://static-binary', picture, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'image/png', blob: png }],
  }))
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined })
  server.registerResource('template', template, { description: 'Data by id.', mimeType: 'application/json' }, ({ href }, { id }) => ({
    contents: [{ uri: href, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }],
  }))
  server.server.setRequestHandler('resources/subscribe', () => ({}))
  server.server.setRequestHandler('resources/unsubscribe', () => ({}))
}

function addText(server: McpServer, name: string, text: string): void {
  server.registerResource(name, `test://${name}`, { description: name, mimeType: 'text/plain' }, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'text/plain', text }],
  }))
}
