import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { LoopError } from '../error.ts'

type Address = ReturnType<typeof ipaddr.process>
type Range = ReturnType<typeof ipaddr.parseCIDR>

/** What may be reached although it is not public. */
export interface AllowList {
  hosts: ReadonlySet<string>
  ranges: readonly Range[]
}

const nothing: AllowList = { hosts: new Set(), ranges: [] }

const hostName = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i

/** Reads host names, addresses and ranges such as `10.0.0.0/8`, separated by commas. Throws `invalid_input bad_allow_list`. */
export function readAllowList(text: string): AllowList {
  const words = text.split(',').map((word) => word.trim().toLowerCase())
  const hosts = new Set<string>()
  const ranges: Range[] = []
  for (const word of words.filter(Boolean)) {
    if (isIP(word)) ranges.push(ipaddr.parseCIDR(`${word}/${isIP(word) === 4 ? 32 : 128}`))
    else if (ipaddr.isValidCIDR(word)) ranges.push(ipaddr.parseCIDR(word))
    else if (hostName.test(word)) hosts.add(word)
    else throw new LoopError('invalid_input', `${word} is no host name, address or range such as 10.0.0.0/8.`, { code: 'bad_allow_list' })
  }
  return { hosts, ranges }
}

/**
 * Whether an address that somebody else named may be called, as far as can be told without asking for its name: http or https, and no
 * address or name that is this machine's or a private network's.
 */
export function mayReach(url: URL, allow: AllowList = nothing): boolean {
  if (!/^https?:$/.test(url.protocol)) return false
  const host = hostOf(url)
  if (host === '' || isAllowedHost(host, allow)) return host !== ''
  return isIP(host) ? mayConnect(host, allow) : !/^(.*\.)?localhost$/.test(host)
}

/** The host as names are compared: without brackets, and without the dot that may end it. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

export function isAllowedHost(host: string, { hosts }: AllowList): boolean {
  return hosts.has(host)
}

/** Whether a resolved address is public, or in one of the ranges. An IPv4 address within an IPv6 one counts as what it is. */
export function mayConnect(text: string, { ranges }: AllowList = nothing): boolean {
  const address = ipaddr.process(text)
  return isPublic(address) || ranges.some((range) => isWithin(address, range))
}

/** Of IPv6 only this part is given out to the public; what lies outside of it may stand for an IPv4 address, such as `::7f00:1`. */
const publicPart = ipaddr.parseCIDR('2000::/3')

function isPublic(address: Address): boolean {
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || isWithin(address, publicPart))
}

function isWithin(address: Address, [base, bits]: Range): boolean {
  return address.kind() === base.kind() && address.match(base, bits)
}
