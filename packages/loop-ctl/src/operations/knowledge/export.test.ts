import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { insertRows } from 'loop-core'
import { expect, it } from 'vitest'
import { readArticle, unpacked } from '../../fixtures/archive.ts'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'
import { article, link } from '../../fixtures/wiki.ts'

/** Programs that test an archive, with what each is told before its name; the first that is here. */
const tester = [
  ['unzip', '-tq'],
  ['python3', '-m', 'zipfile', '-t'],
].find(([program = '', ...words]) => spawnSync(program, [...words.slice(0, -1), '--help']).error === undefined)

const hostile = [
  'Quotes "double" and \'single\'',
  'Colon: and # hash, - dash, [brackets] {braces}',
  '--- not: the end',
  '../../etc/passwd',
  'Grüße aus 東京 🎉',
  'Back\\slash & %percent%',
  'Del \u007f, next line \u0085, byte order \ufeff, separator \u2028',
  'yes',
]

const bodies = [
  'Plain',
  '',
  '\n---\ntitle: "fake"\n---\n',
  'Ends with lines\n\n\n',
  '## Related Articles\n\nby hand',
  'Ünïcode 🎉\r\nCRLF',
  '\tTab',
  ' ',
]

describeHttp('export_knowledge', (http) => {
  const ctl = () => http().ctl

  async function exported(slug: string) {
    const { status, headers, bytes } = await http().send(`GET /api/v1/projects/${slug}/knowledge/export`, { as: 'orchestrator' })
    expect(status).toBe(200)
    return { headers, bytes, files: unpacked(bytes) }
  }

  it('76. has a file for each article by its category, with front matter, text, and links to its neighbours', async () => {
    const project_id = await ctl().project({ slug: 'whole' })
    const made = { project_id, inserted_at: '2026-01-02T12:00:00.000Z' }
    const outbox = await article(ctl(), { ...made, title: 'Use an outbox', body: '# Why\n\nNothing is lost.', tags: '["queue","no"]' })
    const retry = await article(ctl(), { ...made, title: 'Retry: with "jitter"', category: 'decision', source_type: 'manual' })
    const draft = await article(ctl(), { ...made, title: 'Draft', status: 'draft' })
    await link(ctl(), outbox, retry)
    await link(ctl(), retry, outbox)
    await link(ctl(), outbox, retry, 'derived_from')
    await link(ctl(), outbox, draft)
    const { headers, bytes, files } = await exported('whole')
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'application/zip',
      'attachment; filename="knowledge-export-2026-01-05.zip"',
    ])
    expect(Object.fromEntries(files)).toEqual({
      '_index.md': '# Knowledge Base Index\n\n## Pattern\n\n- [[Use an outbox]]\n\n## Decision\n\n- [[Retry: with "jitter"]]\n',
      'pattern/use-an-outbox.md': `---
title: "Use an outbox"
category: pattern
tags:
  - "queue"
  - "no"
status: published
created_at: 2026-01-02T12:00:00.000Z
updated_at: 2026-01-05T12:00:00.000Z
---

# Why

Nothing is lost.

## Related Articles

- [[Retry: with "jitter"]] (derived_from)
- [[Retry: with "jitter"]] (relates_to)
`,
      'decision/retry-with-jitter.md': `---
title: "Retry: with \\"jitter\\""
category: decision
status: published
source_type: "manual"
created_at: 2026-01-02T12:00:00.000Z
updated_at: 2026-01-05T12:00:00.000Z
---

Text

## Related Articles

- [[Use an outbox]] (derived_from)
- [[Use an outbox]] (relates_to)
`,
    })
    expect((await exported('whole')).bytes.equals(bytes)).toBe(true)
  })

  it('76. can be read back, whatever titles and texts hold', async () => {
    const project_id = await ctl().project({ slug: 'hostile' })
    const rows = hostile.map((title, index) => ({ title, body: bodies[index]!, tags: JSON.stringify(['1', 'true', title.slice(0, 1)]) }))
    for (const row of rows) await article(ctl(), { ...row, project_id, source_type: row.title })
    const { files } = await exported('hostile')
    const back = [...files].filter(([path]) => path !== '_index.md').map(([, file]) => readArticle(file))
    const told = rows.map(({ tags, ...row }) => ({ ...row, tags: JSON.parse(tags), source_type: row.title, links: [] }))
    const byTitle = (one: { title: string }, other: { title: string }) => (one.title < other.title ? -1 : 1)
    expect(back.sort(byTitle)).toMatchObject(told.sort(byTitle))
    expect([...files.keys()].filter((path) => !/^(_index|pattern\/[^/.\\]+)\.md$/.test(path))).toEqual([])
  })

  it.skipIf(tester === undefined)('76. is an archive that other programs open', async () => {
    const project_id = await ctl().project({ slug: 'opened' })
    for (const title of hostile) await article(ctl(), { project_id, title: `Opened ${title}` })
    const folder = mkdtempSync(join(tmpdir(), 'loop-ctl-'))
    writeFileSync(join(folder, 'export.zip'), (await exported('opened')).bytes)
    const [program = '', ...words] = tester!
    const { status, stdout, stderr } = spawnSync(program, [...words, join(folder, 'export.zip')], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' })
  })

  it('76. has nothing but an index where there are no articles, and those of a project beside those of all', async () => {
    await ctl().project({ slug: 'empty' })
    expect(Object.fromEntries((await exported('empty')).files)).toEqual({ '_index.md': '# Knowledge Base Index\n' })
    const [here, there] = [await ctl().project({ slug: 'here' }), await ctl().project()]
    await article(ctl(), { title: 'In here', project_id: here })
    await article(ctl(), { title: 'In there', project_id: there })
    const everywhere = await article(ctl(), { title: 'In all' })
    expect([...(await exported('here')).files.keys()]).toEqual(['_index.md', 'pattern/in-all.md', 'pattern/in-here.md'])
    const all = unpacked((await http().send('GET /api/v1/knowledge/export')).bytes)
    expect([...all.keys()]).toEqual(expect.arrayContaining(['pattern/in-all.md', 'pattern/in-here.md', 'pattern/in-there.md']))
    await ctl().tables((db) => db.deleteFrom('ctl_articles').where('id', '=', everywhere).execute())
  })

  it('is refused where there is no such project, to implementers, and for what belongs to others', async () => {
    const route = 'GET /api/v1/projects/nobodys/knowledge/export'
    expect((await http().send(route, { as: 'orchestrator' })).status).toBe(404)
    expect((await http().send(route, { as: 'implementer' })).status).toBe(403)
    const theirs = unpacked((await http().send('GET /api/v1/knowledge/export', { as: 'strangerOrchestrator' })).bytes)
    expect([...theirs.keys()]).toEqual(['_index.md'])
  })

  it('76. takes 5,000 articles and refuses more with 413', async () => {
    const project_id = await ctl().project({ slug: 'large' })
    const text = {
      body: 'b',
      category: 'finding',
      status: 'published',
      tags: '[]',
      metadata: '{}',
      title_words: '',
      body_words: '',
    } as const
    const times = { inserted_at: '2026-01-05T12:00:00.000Z', updated_at: '2026-01-05T12:00:00.000Z' }
    const rows = Array.from({ length: 5_000 }, (_, number) => {
      return { ...text, ...times, id: `large-${number}`, title: `Large ${number}`, project_id, source_type: null, source_id: null }
    })
    await ctl().tables((db) => insertRows(db, 'ctl_articles', rows))
    const pack = () => ctl().call('export_knowledge', { project_id }, { as: agents.orchestrator })
    expect(await pack()).toMatchObject({ name: 'knowledge-export-2026-01-05.zip' })
    await article(ctl(), { project_id })
    const refused = await ctl().refusal('export_knowledge', { project_id }, { as: agents.orchestrator })
    expect(refused).toMatchObject({ status: 413, code: 'export_too_large', hints: [expect.stringContaining('knowledge_unused_articles')] })
  })
})
