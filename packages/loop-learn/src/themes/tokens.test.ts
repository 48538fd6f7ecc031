import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tokensOf } from './tokens.ts'

const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)

it.each([
  ['I am still struggling with the deployments again', ['deploy']],
  ['Deployed twice; deploying CACHES', ['deploy', 'twice', 'deploy', 'cach']],
  ['Die Größe der Straße über Nacht', ['die', 'große', 'der', 'straße', 'uber', 'nacht']],
  ['Le café était fermé', ['le', 'cafe', 'etait', 'ferm']],
  ['迁移失败', ['迁移', '失败']],
  ['東京への旅行', ['東京', '旅行']],
  ['Überprüfung der Anmeldung schlägt fehl', ['uberprufung', 'der', 'anmeldung', 'schlagt', 'fehl']],
  ['Keep trying to finish: Promises never resolve!', ['promis', 'resolv']],
  ['ﬁle № 7', ['file', 'no', '7']],
  ['プログラミング', ['プログラミング']],
  ['ｆｕｌｌ　ｗｉｄｔｈ', ['full', 'width']],
  ['   … !?', []],
])('%j is about %j', async (text, tokens) => {
  expect(await tokensOf(text)).toEqual(tokens)
})

it(`makes words without blanks of any text, and the same of them again (LOOP_TEST_SEED=${seed})`, async () => {
  const unit = fc.constantFrom(...'aéßİıﬁ東京ギ゙กำ한글\u0301\u200d\ud800\0 \n-_\'"', '🙂', 'ing', 'tion', '\u202e')
  const hold = fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (text) => {
    const tokens = await tokensOf(text)
    return tokens.every((token) => /^[\p{L}\p{M}\p{N}]+$/u.test(token))
  })
  await fc.assert(hold, { seed, numRuns: 200 })
})
