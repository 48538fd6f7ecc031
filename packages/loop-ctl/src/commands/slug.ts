import { usage } from './usage.ts'

/** `My App!` → `my-app`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-|-$/g, '')
  if (slug.length < 2) throw usage('This name has too few letters to make a slug of.', ['Give one: --slug.'])
  return slug
}
