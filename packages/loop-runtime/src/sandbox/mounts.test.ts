import { expect, it } from 'vitest'
import { emptyFolder, inOrder, readOnly, writable } from './mounts.ts'

it('what lies beneath a place is mounted after it; at one place the last one wins', () => {
  const mounts = [readOnly('/a/b/c'), emptyFolder('/tmp'), writable('/a/b'), emptyFolder('/a/b/c'), writable('/')]
  expect(inOrder(mounts).join(' ')).toBe('--bind / / --tmpfs /tmp --bind /a/b /a/b --ro-bind-try /a/b/c /a/b/c --tmpfs /a/b/c')
})
