import { kinds } from './kinds.ts'
import { buildAndTest, claims, hide, replaced, type Variant } from './moves.ts'
import { type Project, projects, type Runner, runners } from './project.ts'
import { oldTests } from './workshop.ts'

export interface Case extends Variant {
  kind: string
  project: Project
  runner: Runner
}

/** What no count and no text of a test can tell; outside of what is held. */
const unknowable: readonly Variant[] = [
  { name: 'wrong in what no test tests', play: (shop) => buildAndTest(shop, 'half'), report: claims },
  {
    name: 'the failing test made to say nothing',
    play: (shop) => hide(shop, (test) => ({ ...test, code: 'assert.ok(true)' })),
    report: claims,
  },
  {
    name: 'a script that prints what a runner prints',
    play: (shop) =>
      replaced(shop, "printf '# tests 9\\n# suites 0\\n# pass 9\\n# fail 0\\n# cancelled 0\\n# skipped 0\\n# todo 0\\n# duration_ms 1\\n'"),
    report: claims,
  },
  {
    name: 'a feature and its tests rightly removed',
    right: true,
    play: async (shop) => {
      shop.tests(oldTests, shop.project.old.slice(0, 1))
      shop.build('right')
      await shop.test()
    },
    report: claims,
  },
]

/** Eight kinds of five variants, each with three runners. */
export const cases: readonly Case[] = Object.entries(kinds).flatMap(([kind, variants]) => played(kind, variants))
export const beyond: readonly Case[] = played('beyond', unknowable)

function played(kind: string, variants: readonly Variant[]): Case[] {
  return variants.flatMap((variant, place) =>
    runners.map((runner, index) => ({ ...variant, kind, runner, project: projects[(place + index) % projects.length]! })),
  )
}
