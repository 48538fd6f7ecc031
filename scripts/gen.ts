import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { operationFolders, operationList } from './operation-lists.ts'

const root = resolve(import.meta.dirname, '..')

// The lists come first, because the pages are made from modules that import them.
for (const folder of operationFolders(root)) write(operationList(folder))
const { policySchema } = await import('./policy-schema.ts')
const { servedModules } = await import('./served-modules.ts')
const { skillFilesOfCtl } = await import('./skill-files.ts')
const { toolPage } = await import('./tool-pages.ts')
const { transitionsPage } = await import('./transition-table.ts')
for (const module of servedModules) write(toolPage(root, module))
write(transitionsPage(root))
for (const file of skillFilesOfCtl(root)) write(file)
write(policySchema(root))

function write({ path, content }: { path: string; content: string }): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  console.log(`written ${relative(root, path)}`)
}
