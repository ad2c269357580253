import type { ProfileForm } from './form'

/** One certificate block as tools write it; what is in it is no certificate, only its frame counts here. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\nQUJD\n-----END CERTIFICATE-----\n`
export const KEY = '-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n'

/** A form that is accepted, with one address and nothing else. */
export const FORM: ProfileForm = {
  name: 'Home',
  addresses: ['mqtt://broker.example'],
  version: 'auto',
  clientId: '',
  keepAlive: 30,
  sessionExpiry: 604_800,
  username: '',
  ca: '',
  certificate: '',
  serverName: '',
  alpn: '',
  pinned: '',
}
