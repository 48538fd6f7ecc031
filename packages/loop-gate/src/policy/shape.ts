/** Whether a value is what it should be; for JSON that is read where no schema library may be loaded. */
export type Check = (value: unknown) => boolean

export const isText: Check = (value) => typeof value === 'string'
export const isFlag: Check = (value) => typeof value === 'boolean'

/** A whole number between two bounds, both included. */
export function isWhole(least: number, most: number): Check {
  return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most
}

export function isOneOf(values: readonly unknown[]): Check {
  return (value) => values.includes(value)
}

export function isEither(...checks: readonly Check[]): Check {
  return (value) => checks.some((check) => check(value))
}

export function isListOf(check: Check, most: number): Check {
  return (value) => Array.isArray(value) && value.length <= most && value.every(check)
}

export function isRecordOf(check: Check): Check {
  return (value) => isObject(value) && Object.values(value).every(check)
}

/** An object with exactly these keys; one may be absent if its check takes `undefined`. */
export function isShape(fields: Readonly<Record<string, Check>>): Check {
  const names = Object.keys(fields)
  return (value) =>
    isObject(value) && Object.keys(value).every((key) => Object.hasOwn(fields, key)) && names.every((name) => fields[name]!(value[name]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
