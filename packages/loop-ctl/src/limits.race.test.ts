import { expect, it } from 'vitest'
import { describeCtl } from './fixtures/ctl.ts'

const callers = Array.from({ length: 8 }, (_, index) => index)

describeCtl('a limit that many reach at once', (ctl) => {
  const outcomes = async (name: string, inputOf: (index: number) => object) => {
    const calls = callers.map((index) =>
      ctl()
        .call(name, inputOf(index))
        .then(
          () => 'made',
          ({ code }) => code,
        ),
    )
    return (await Promise.all(calls)).sort()
  }
  const some = (made: number) => [...Array(8 - made).fill('limit_reached'), ...Array(made).fill('made')]

  it('lets no project more through than it says', async () => {
    await ctl().settings({ max_projects: 3 })
    expect(await outcomes('create_project', (index) => ({ name: `P${index}`, slug: `p-${index}` }))).toEqual(some(3))
  })

  it('lets no webhook more through than it says', async () => {
    await ctl().settings({ max_webhooks: 2 })
    const input = { url: 'https://example.com/hook', events: ['story.verified'] }
    expect(await outcomes('create_webhook', () => input)).toEqual(some(2))
  })

  it('lets no key more through than it says', async () => {
    await ctl().settings({ max_api_keys: 4 })
    expect(await outcomes('create_api_key', (index) => ({ name: `key ${index}`, role: 'agent' }))).toEqual(some(4))
  })
})
