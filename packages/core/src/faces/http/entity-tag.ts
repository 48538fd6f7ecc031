/** A version as `ETag` carries it. */
export function entityTag(version: string | number): string {
  return `"${version}"`
}

/** The version in an `If-Match`, or undefined where any version will do. */
export function versionIn(header: string | undefined): string | undefined {
  return header === undefined || header === '*' ? undefined : header.replace(/^(W\/)?"(.*)"$/, '$2')
}

/** True if an `If-None-Match` names this tag, so that the caller already has the answer. */
export function names(header: string | undefined, tag: string): boolean {
  const tags = header?.split(',').map((word) => word.trim().replace(/^W\//, '')) ?? []
  return tags.includes(tag) || tags.includes('*')
}
