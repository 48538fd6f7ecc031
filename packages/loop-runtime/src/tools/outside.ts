import { resolveInside } from 'loop-core/workspace'

/** Those of the paths that leave a root, also through a link. */
export async function outsideOf(root: string, paths: readonly string[]): Promise<string[]> {
  const places = await Promise.all(paths.map((path) => resolveInside(root, path)))
  return paths.filter((_, index) => {
    const place = places[index]!
    return !place.inside && (place.fault === 'absolute' || place.fault === 'dot_dot' || place.fault === 'outside')
  })
}
