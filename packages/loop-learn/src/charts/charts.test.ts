import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { calibrationOf } from '../forecasts/calibration.ts'
import type { Trajectory } from '../trajectory/trajectory-of.ts'
import { asFile } from './frame.ts'
import { reliabilityChart } from './reliability-chart.ts'
import { trajectoryChart } from './trajectory-chart.ts'

const weeks = ['2025-W52', '2026-W01', '2026-W02']
const nothing = { completions: 0, decisions: 0, questions: 0, avoidances: 0, struggles: 0 }

function trajectory(changes: Partial<Trajectory> = {}): Trajectory {
  return {
    points: weeks.map((week, index) => ({
      week,
      sessions: 1,
      counts: { ...nothing, completions: index + 2, struggles: 3 },
      index: index === 1 ? null : 0.5,
      open_spots: 0,
    })),
    direction: 'steady',
    slope: 0,
    arcs: [],
    blind_spot_changes: [],
    modes: [],
    summary: 'Three weeks.',
    ...changes,
  }
}

const change = (label: string, to: 'active' | 'resolved' = 'active') => ({
  week: '2026-W01',
  at: '2026-01-01T00:00:00Z',
  blind_spot_id: 'b',
  detector: 'recurring_struggle' as const,
  label,
  from: null,
  to,
})

const textsIn = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)

describe('the charts', () => {
  it('55. are XML with a title and a label for every week', () => {
    const svg = asFile(trajectoryChart(trajectory({ blind_spot_changes: [change('tests'), change('x', 'resolved')] })))
    expect(XMLValidator.validate(svg)).toBe(true)
    const [root] = Object.values(new XMLParser({ ignoreAttributes: false }).parse(svg)) as Record<string, { '#text': string }>[]
    expect(root!.title!['#text']).toBe('Trajectory by week')
    expect(root!.desc!['#text']).toBe('Three weeks.')
    expect(textsIn(svg)).toEqual(expect.arrayContaining(['W52', '2025', 'W01', '2026', 'W02']))
    expect(svg).toContain('<title>2026-W01: tests, new</title>')
    expect(svg).toContain('<title>2025-W52: 50 %</title>')
    expect(svg).toContain('<title>2026-W02: completions 4</title>')
    expect(svg).not.toMatch(/NaN|undefined|<script|https?:(?!\/\/www\.w3\.org\/2000\/svg")/)
  })

  it('55. take every text for what it says', () => {
    const hostile = '<script>alert("&")</script>\u0000\u202e\ud800\uffff'
    const svg = asFile(trajectoryChart(trajectory({ blind_spot_changes: [change(hostile)], summary: hostile })))
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg).toContain('&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;')
    expect(svg).not.toMatch(/<script|[\0\u202e\uffff]/)
    expect(svg.isWellFormed()).toBe(true)
  })

  it('say so where there is nothing to show', () => {
    const empty = trajectory({ points: [{ week: '2026-W02', sessions: 0, counts: nothing, index: null, open_spots: 0 }] })
    const svg = asFile(trajectoryChart(empty))
    expect(textsIn(svg).join()).toContain('Too early to see')
    expect(svg).not.toContain('NaN')
    expect(textsIn(asFile(reliabilityChart(calibrationOf([])))).join()).toContain('No forecast is settled yet')
  })

  it('show what was expected against what came', () => {
    const settled = [0.9, 0.9, 0.2].map((probability, index) => ({ probability, happened: index === 0 }))
    const svg = asFile(reliabilityChart(calibrationOf(settled)))
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg).toContain('<title>Said 90 %, came true 50 %: 2</title>')
    expect(svg).toContain('<title>Said 20 %, came true 0 %: 1</title>')
  })

  it('have a label for each of 52 weeks', () => {
    const points = Array.from({ length: 52 }, (_, index) => ({
      ...trajectory().points[0]!,
      week: `2026-W${String(index + 1).padStart(2, '0')}`,
    }))
    expect(textsIn(asFile(trajectoryChart(trajectory({ points })))).filter((text) => /^W\d\d$/.test(text!))).toHaveLength(52)
  })
})
