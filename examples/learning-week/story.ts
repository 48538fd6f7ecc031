export interface Note {
  kind: 'decision' | 'struggle' | 'completion' | 'question' | 'avoidance'
  content: string
  /** What may come back; it is how loop-learn knows the same thing again. */
  topic?: string
  /** Of completions: somebody checked that it holds. */
  outcome?: 'confirmed'
}

/** One evening with one thing. */
export interface Sitting {
  at: string
  domain: string
  intent: string
  /** What the person says to the last nudge when they sit down. */
  answer?: 'did_it' | 'helped'
  /** How sure they are at the start, and what came of it. */
  forecast: { claim: string; probability: number; outcome: boolean }
  notes: Note[]
  /** Whether they are nudged before they get up. */
  nudged?: true
}

/** A fortnight of somebody who writes a program, learns French and plays the piano, and the week after, in which it shows what came of it. */
export const story: Sitting[] = [
  {
    at: '2026-03-02T18:30:00Z',
    domain: 'coding',
    intent: 'Import the orders of the shop',
    forecast: { claim: 'The import runs through tonight', probability: 0.9, outcome: false },
    notes: [
      { kind: 'decision', content: 'Fetch the orders page by page, not all at once.' },
      { kind: 'struggle', topic: 'async-errors', content: 'The import stops at the third page and says nothing.' },
      { kind: 'question', topic: 'unhandled-rejections', content: 'Where does an error go when nobody awaits the promise?' },
    ],
  },
  {
    at: '2026-03-03T19:00:00Z',
    domain: 'piano',
    intent: 'The first page of the Gymnopédie',
    forecast: { claim: 'I get through the first page without stopping', probability: 0.6, outcome: true },
    notes: [
      { kind: 'completion', topic: 'gymnopedie', content: 'Played the first page without stopping.' },
      { kind: 'avoidance', topic: 'sight-reading', content: 'Left the sight-reading for tomorrow.' },
    ],
  },
  {
    at: '2026-03-04T18:30:00Z',
    domain: 'coding',
    intent: 'Find the lost error',
    forecast: { claim: 'I find the lost error within an hour', probability: 0.8, outcome: false },
    notes: [
      { kind: 'struggle', topic: 'async-errors', content: 'One failed request ends the whole import, and the log is empty.' },
      { kind: 'decision', content: 'Log every page before it is fetched.' },
    ],
  },
  {
    at: '2026-03-05T19:30:00Z',
    domain: 'french',
    intent: 'A letter to Claire',
    forecast: { claim: 'The letter is done before nine', probability: 0.7, outcome: true },
    notes: [
      { kind: 'question', topic: 'qui-and-que', content: 'When is it qui, and when que?' },
      { kind: 'struggle', topic: 'subjunctive', content: 'Every second sentence wants a subjunctive that I do not have.' },
      { kind: 'completion', content: 'The letter to Claire is in the post, 120 words.' },
    ],
  },
  {
    at: '2026-03-06T18:30:00Z',
    domain: 'coding',
    intent: 'Try again where a page fails',
    forecast: { claim: 'With retries the import runs through', probability: 0.9, outcome: false },
    notes: [{ kind: 'struggle', topic: 'async-errors', content: 'The retry swallows the error as well.' }],
    nudged: true,
  },
  {
    at: '2026-03-09T18:30:00Z',
    domain: 'coding',
    intent: 'One page, one catch',
    answer: 'did_it',
    forecast: { claim: 'The log names the page that fails', probability: 0.7, outcome: true },
    notes: [
      { kind: 'decision', content: 'Each page gets its own try and catch before there is any retry.' },
      { kind: 'completion', topic: 'async-errors', content: 'A page that fails is named in the log, and the others go on.' },
    ],
  },
  {
    at: '2026-03-10T19:00:00Z',
    domain: 'piano',
    intent: 'The second page',
    forecast: { claim: 'The left hand keeps its count', probability: 0.4, outcome: false },
    notes: [
      { kind: 'struggle', topic: 'left-hand', content: 'The left hand loses its count in bar 12.' },
      { kind: 'avoidance', topic: 'sight-reading', content: 'Played what I know, not what was open on the stand.' },
    ],
  },
  {
    at: '2026-03-11T18:30:00Z',
    domain: 'coding',
    intent: 'The whole import, with two broken pages',
    forecast: { claim: 'It runs through and says which two', probability: 0.8, outcome: true },
    notes: [
      {
        kind: 'completion',
        topic: 'async-errors',
        outcome: 'confirmed',
        content: 'The import ran through with two broken pages and named both.',
      },
    ],
  },
  {
    at: '2026-03-12T19:30:00Z',
    domain: 'french',
    intent: 'Twenty sentences with qui and que',
    forecast: { claim: 'At least 16 of 20 are right', probability: 0.6, outcome: true },
    notes: [
      { kind: 'completion', topic: 'qui-and-que', content: '18 of 20 sentences with qui and que were right.' },
      { kind: 'question', topic: 'dont', content: 'And what of dont?' },
    ],
  },
  {
    at: '2026-03-14T16:00:00Z',
    domain: 'piano',
    intent: 'Count aloud',
    forecast: { claim: 'Bar 12 holds when I count aloud', probability: 0.5, outcome: true },
    notes: [
      { kind: 'completion', topic: 'left-hand', content: 'Bar 12 holds when I count aloud.' },
      { kind: 'avoidance', topic: 'sight-reading', content: 'Too tired for sight-reading.' },
    ],
    nudged: true,
  },
  {
    at: '2026-03-17T19:00:00Z',
    domain: 'piano',
    intent: 'Two minutes at sight',
    answer: 'helped',
    forecast: { claim: 'I stop after two minutes', probability: 0.7, outcome: false },
    notes: [
      { kind: 'completion', topic: 'sight-reading', content: 'Two minutes at sight became ten.' },
      { kind: 'completion', topic: 'gymnopedie', content: 'Both pages in a row, slowly.' },
    ],
  },
  {
    at: '2026-03-18T19:30:00Z',
    domain: 'french',
    intent: 'Wishes, with and without the subjunctive',
    forecast: { claim: 'Half of the wishes are right', probability: 0.5, outcome: true },
    notes: [
      { kind: 'struggle', topic: 'subjunctive', content: 'Espérer takes none, and I gave it one each time.' },
      { kind: 'completion', topic: 'subjunctive', content: 'Seven of ten wishes were right.' },
    ],
  },
  {
    at: '2026-03-20T19:00:00Z',
    domain: 'coding',
    intent: 'Leave the import alone overnight',
    forecast: { claim: 'The nightly import loses nothing', probability: 0.8, outcome: true },
    notes: [
      { kind: 'decision', content: 'The import runs every night now, without me.' },
      { kind: 'completion', content: 'Nothing was lost in a week of imports.' },
    ],
  },
  {
    at: '2026-03-23T18:30:00Z',
    domain: 'coding',
    intent: 'Look back',
    forecast: { claim: 'I still know why each page has its own catch', probability: 0.9, outcome: true },
    notes: [{ kind: 'completion', content: 'Wrote down for the others how the import handles a broken page.' }],
  },
]
