import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { edit, finish, playground, test } from '../fixtures/played-run.ts'

it('48. a patch keeps CRLF, the byte order mark, the mode and a missing end of the last line, and is taken literally', async () => {
  const { play, folder } = playground({ files: { 'answer.txt': '42\n' } })
  const path = join(folder, 'run.sh')
  writeFileSync(path, '\uFEFFone\r\ntwo\r\nthree')
  chmodSync(path, 0o755)
  const { status } = await play([edit('two', "$& $1 $` $' $$", 'run.sh'), edit('three', 'drei', 'run.sh'), test, finish()])
  expect(status).toBe('completed')
  expect(readFileSync(path, 'utf8')).toBe("\uFEFFone\r\n$& $1 $` $' $$\r\ndrei")
  expect(statSync(path).mode & 0o777).toBe(0o755)
})
