import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placesOf, stemsOf } from './index.ts'

const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)

it.each([
  ['Deployed twice; deploying CACHES', ['deploy', 'twice', 'deploy', 'cach']],
  ['Die Größe der Straße über Nacht', ['die', 'große', 'der', 'straße', 'uber', 'nacht']],
  ['Le café était fermé', ['le', 'cafe', 'etait', 'ferm']],
  ['迁移失败', ['迁移', '失败']],
  ['東京への旅行', ['東京', '旅行']],
  ['Überprüfung der Anmeldung schlägt fehl', ['uberprufung', 'der', 'anmeldung', 'schlagt', 'fehl']],
  ['Keep trying to finish: Promises never resolve!', ['keep', 'tri', 'finish', 'promis', 'resolv']],
  ['ﬁle № 7', ['file', 'no', '7']],
  ['プログラミング', ['プログラミング']],
  ['ｆｕｌｌ　ｗｉｄｔｈ', ['full', 'width']],
  ['   … !?', []],
])('%j is about %j', async (text, stems) => {
  expect(await stemsOf(text)).toEqual(stems)
})

it('finds words in a text by their stems, as they are written there', async () => {
  const text = 'Deploying the CAFÉ: deployed?'
  const places = [...(await placesOf(text, ['deploy', 'cafe']))]
  expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(['Deploying', 'CAFÉ', 'deployed'])
})

it(`makes words without blanks of any text (LOOP_TEST_SEED=${seed})`, async () => {
  const unit = fc.constantFrom(...'aéßİıﬁ東京ギ゙กำ한글\u0301\u200d\ud800\0 \n-_\'"', '🙂', 'ing', 'tion', '\u202e')
  const hold = fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (text) => {
    const stems = await stemsOf(text)
    return stems.every((stem) => /^[\p{L}\p{M}\p{N}]+$/u.test(stem))
  })
  await fc.assert(hold, { seed, numRuns: 200 })
})
