import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { dropTemplates } from './drop-templates.ts'
import { startPostgres } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
    postgresTemplates: string
  }
}

/** Starts one server for the whole run; a test file asks for its address with `inject('postgresUrl')` and makes its own database there. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  const templates = `loop_template_${randomBytes(4).toString('hex')}`
  project.provide('postgresUrl', server.url)
  project.provide('postgresTemplates', templates)
  return async () => {
    await dropTemplates(server.url, templates)
    await server.stop()
  }
}
