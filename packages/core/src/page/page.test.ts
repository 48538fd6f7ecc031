import { expect, it } from 'vitest'
import { markup } from './markup.ts'
import { field, htmlPage } from './page.ts'

const hostile = `<script>alert('1')</script>&"\u202e\u0007`

it('takes values as text, wherever they stand', () => {
  expect(markup`<b title="${hostile}">${1.005}${false}${undefined}${[markup`<i>${hostile}</i>`]}</b>`.text).toBe(
    '<b title="&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;">1<i>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;</i></b>',
  )
})

it('a page runs its one script and nothing inline, and none where it names none', () => {
  const page = htmlPage({ title: hostile, style: 'p{margin:0}', script: 'page.js', body: field('name', 'Name', markup`<input id="name">`) })
  expect(page).toContain("default-src 'none'; script-src 'self'; connect-src 'self'; ")
  expect([...page.matchAll(/<script[^>]*>/g)].flat()).toEqual(['<script src="page.js" defer>'])
  expect(page).toContain('<label for="name">Name</label><input id="name">')
  expect(htmlPage({ title: 'T', style: '', body: markup`` })).not.toMatch(/script/)
})
