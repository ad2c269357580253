import { formatAddress, parseBroker, type BrokerAddress } from '../mqtt/address'
import { ok, refused, type Result } from '../result'
import type { ProfileProblem } from './form'
import { PROFILE_LIMITS } from './profile'

type AddressesProblem = Extract<ProfileProblem, { readonly field: 'addresses' }>

/** The addresses of a profile; empty lines of the form are passed over. */
export function parseAddresses(texts: readonly string[]): Result<readonly BrokerAddress[], AddressesProblem> {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '')
  if (given.length === 0) return refused({ field: 'addresses', problem: 'none' })
  if (given.length > PROFILE_LIMITS.addresses) return refused({ field: 'addresses', problem: 'too-many' })
  const found = new Map<string, BrokerAddress>()
  for (const text of given) {
    const parsed = parseBroker(text)
    if (!parsed.ok) return refused(about(text, parsed.error))
    const { address, credentials } = parsed.value
    if (credentials) return refused(about(text, 'credentials'))
    const url = formatAddress(address)
    // Letters that a URL has to write as three can make it too long to be read again.
    if (!parseBroker(url).ok) return refused(about(text, 'not-a-url'))
    if (found.has(url)) return refused(about(text, 'twice'))
    found.set(url, address)
  }
  return ok([...found.values()])
}

/** Names the address that is meant, but never the password somebody wrote into it. */
function about(text: string, problem: AddressesProblem['problem']): AddressesProblem {
  const withoutCredentials = text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/]*@/i, '$1')
  return { field: 'addresses', problem, text: withoutCredentials.slice(0, 200) }
}
