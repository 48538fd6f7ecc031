import type { Counters } from '../storage/tables.ts'

/** The five kinds from the bottom of a bar to its top. */
export const stacked = ['completions', 'decisions', 'questions', 'avoidances', 'struggles'] as const satisfies readonly (keyof Counters)[]

interface Palette extends Record<(typeof stacked)[number], string> {
  paper: string
  ink: string
  quiet: string
  grid: string
}

/** Told apart also by those who see red and green alike. */
const light: Palette = {
  paper: '#ffffff',
  ink: '#1f2430',
  quiet: '#5d6473',
  grid: '#dfe2e8',
  completions: '#00866a',
  decisions: '#4f8fd6',
  questions: '#a98bdb',
  avoidances: '#c2c6cf',
  struggles: '#d95f2b',
}

const dark: Palette = {
  paper: '#14171e',
  ink: '#e8eaf0',
  quiet: '#9aa2b1',
  grid: '#2b303b',
  completions: '#2fbf98',
  decisions: '#5a97e0',
  questions: '#a487e0',
  avoidances: '#5c6372',
  struggles: '#ee7d46',
}

/** How charts look, by day and by night. */
export const chartStyle = `.chart{font-family:system-ui,-apple-system,'Segoe UI',sans-serif}
.chart text{font-size:12px}
.chart .heading{font-size:13px;font-weight:600}
.chart .small{font-size:10px}
.chart .middle{text-anchor:middle}
.chart .end{text-anchor:end}
.chart .index{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
.chart .joined{stroke-width:1.5}
.chart .even{stroke-dasharray:4 4}
${rules(light)}
@media (prefers-color-scheme:dark){
${rules(dark)}
}`

function rules({ paper, ink, quiet, grid, ...kinds }: Palette): string {
  const fills = Object.entries(kinds).map(([kind, color]) => `.chart .${kind}{fill:${color}}`)
  return [
    `.chart .paper{fill:${paper}}`,
    `.chart text{fill:${ink}}`,
    `.chart text.quiet{fill:${quiet}}`,
    `.chart .grid{stroke:${grid};fill:none}`,
    `.chart .even,.chart .joined{stroke:${quiet};fill:none}`,
    `.chart .index{stroke:${ink}}`,
    `.chart .over{stroke:${paper};stroke-width:4;paint-order:stroke}`,
    `.chart .dot{fill:${ink};stroke:${paper};stroke-width:2}`,
    `.chart .dismissed{fill:${quiet}}`,
    ...fills,
  ].join('\n')
}
