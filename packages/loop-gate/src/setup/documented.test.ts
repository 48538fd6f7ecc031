import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { planSetup } from './plan.ts'
import { type SetupScope, setupClients, targets } from './targets.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/loop-gate.md'), 'utf8')

it.each(setupClients.filter((client) => targets[client].events.length > 0))(
  '%s: the documentation shows the file that is written',
  (client) => {
    const [, path, json] = new RegExp(`\`loop-gate setup ${client}\` writes \`([^\`]+)\`[^{]*\`\`\`json\n([^\`]+)\`\`\``).exec(page)!
    const plan = planSetup(client, {
      ...{
        home: '~',
        root: '.',
        scope: Object.keys(targets[client].files)[0] as SetupScope,
        door: 'command',
        remove: false,
        maxBlocks: 3,
        server: 'http://127.0.0.1:4701',
      },
      ...{
        hookPath: '/path/to/loop/packages/loop-gate/dist/hook.js',
        text: undefined,
        packageJson: '{"devDependencies":{"loop-gate":"*"}}',
      },
    })
    expect(plan.path).toBe(path)
    expect(JSON.parse(plan.after!)).toEqual(JSON.parse(json!))
  },
)
