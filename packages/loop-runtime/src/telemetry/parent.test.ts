import { trace } from '@opentelemetry/api'
import { expect, it } from 'vitest'
import { parentOf } from './parent.ts'

const id = '4bf92f3577b34da6a3ce929d0e0e4736'
const span = '00f067aa0ba902b7'

it('the span of whoever asked is read from a traceparent', () => {
  const parent = trace.getSpanContext(parentOf(`00-${id}-${span}-01`)!)
  expect(parent).toEqual({ traceId: id, spanId: span, traceFlags: 1, isRemote: true })
})

it.each([undefined, '', 'nonsense', `00-${'0'.repeat(32)}-${span}-01`, `00-${id}-${'0'.repeat(16)}-01`, `00-${id}-${span}`])(
  '%s is nobody',
  (traceparent) => expect(parentOf(traceparent)).toBeUndefined(),
)
