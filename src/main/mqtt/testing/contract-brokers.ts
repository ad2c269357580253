import type { BrokerScheme, Credentials } from '@shared/mqtt/address'
import type { VersionChoice } from '@shared/profile/profile'
import { Bench } from '../../broker/testing'
import { makeCertificates } from '../brokers/certificates'
import { startMosquitto, type MosquittoConfig } from '../brokers/mosquitto'
import { startNats } from '../brokers/nats'
import { startRabbit } from '../brokers/rabbitmq'
import type { TlsMaterial } from '../located'

/** The rows of the table, with the answer of most brokers. */
export const CAPABILITIES = {
  'MQTT version found': '5',
  'subscriptions with + and #': 'yes',
  'QoS 0': 'yes',
  'QoS 1': 'yes',
  'QoS 2': 'yes',
  'retained message for a late subscriber': 'yes',
  'retained messages under + and #': 'yes',
  'keeps what is sent while away, in order': 'yes',
  'will after a lost wire, none after leaving': 'yes',
  unsubscribing: 'yes',
  'in flight when the wire is cut': 'once each',
  '256 KiB in one message': 'yes',
  '500 messages each way, in order': 'yes',
  'wrong password stops after one try': 'yes',
  'client id taken over': 'found out by us',
  'half-open wire noticed in 1.5 keep-alives': 'yes',
  'broker killed and started again': 'yes',
} as const
export type Capability = keyof typeof CAPABILITIES

/** A broker that runs, and how a session gets in. */
export interface Running {
  readonly port: number
  readonly scheme: BrokerScheme
  readonly tls: TlsMaterial
  readonly credentials?: Credentials
  kill(): Promise<void>
  restart(): Promise<void>
}

/** One member of the contract. */
export interface ContractBroker {
  /** The head of its column. */
  readonly name: string
  readonly version: VersionChoice
  /** The highest QoS it has. */
  readonly most: 1 | 2
  /** What it does where the contract's usual answer is not its own. */
  readonly instead: Partial<Record<Capability, string>>
  start(bench: Bench): Promise<Running>
}

const LOGIN = { username: 'ann', password: 'a b:c' }

const embedded: ContractBroker = {
  name: 'embedded',
  version: 'auto',
  most: 2,
  instead: { 'MQTT version found': '3.1.1', 'wrong password stops after one try': 'no logins' },
  start: async (bench) => {
    const folder = await bench.folder()
    let server = await bench.broker({ folder })
    const { port } = server
    return {
      port,
      scheme: 'mqtt',
      tls: {},
      kill: () => server.close(),
      restart: async () => void (server = await bench.broker({ folder, port })),
    }
  },
}

interface Door {
  readonly name: string
  readonly version: VersionChoice
  readonly scheme: BrokerScheme
  readonly instead?: ContractBroker['instead']
  /** TLS, from here on or from both sides. */
  readonly secure?: 'server' | 'both'
}

function mosquitto({ name, version, scheme, secure, instead = {} }: Door): ContractBroker {
  return {
    name,
    version,
    most: 2,
    instead,
    start: async (bench) => {
      const folder = await bench.folder()
      const all = secure ? await makeCertificates(folder) : undefined
      const isMutual = secure === 'both'
      const config: MosquittoConfig = {
        overWebSocket: scheme === 'ws',
        ...(isMutual ? {} : { login: { user: LOGIN.username, password: LOGIN.password } }),
        ...(all ? { certificate: all.server } : {}),
        ...(all && isMutual ? { clientCa: all.ca } : {}),
      }
      const broker = await startMosquitto(folder, config)
      bench.later(() => broker.end())
      const own = all && isMutual ? { certificate: all.client.cert, key: all.client.key } : {}
      return {
        port: broker.port,
        scheme,
        tls: all ? { ca: all.ca.cert, ...own } : {},
        ...(isMutual ? {} : { credentials: LOGIN }),
        kill: () => broker.end('SIGKILL'),
        restart: () => broker.restart(),
      }
    },
  }
}

/** MQTT 3.1.1 without QoS 2. */
const OLDER = {
  'MQTT version found': '3.1.1',
  'QoS 2': 'lowered to 1',
  'in flight when the wire is cut': 'at least once',
} as const

const rabbit: ContractBroker = {
  name: 'RabbitMQ',
  version: 'auto',
  most: 1,
  instead: {
    ...OLDER,
    'retained messages under + and #': 'no',
  },
  start: async (bench) => {
    const broker = await startRabbit(await bench.folder(), 1)
    bench.later(() => broker.end())
    const node = broker.nodes[0]!
    return {
      port: node.port,
      scheme: 'mqtt',
      tls: {},
      // The user every RabbitMQ begins with.
      credentials: { username: 'guest', password: 'guest' },
      kill: () => node.end('SIGKILL'),
      restart: () => node.start(),
    }
  },
}

const nats: ContractBroker = {
  name: 'NATS',
  version: 'auto',
  most: 1,
  instead: { ...OLDER, 'wrong password stops after one try': 'no logins' },
  start: async (bench) => {
    const broker = await startNats(await bench.folder())
    bench.later(() => broker.end())
    return {
      port: broker.port,
      scheme: 'mqtt',
      tls: {},
      kill: () => broker.end('SIGKILL'),
      restart: () => broker.start(),
    }
  },
}

/** All of them; those that are packages of Debian run where that is one step away. */
export const CONTRACT_BROKERS: readonly ContractBroker[] = [
  embedded,
  ...(process.platform === 'linux'
    ? [
        mosquitto({
          name: 'Mosquitto 3.1.1',
          version: '3.1.1',
          scheme: 'mqtt',
          instead: { 'MQTT version found': '3.1.1' },
        }),
        mosquitto({ name: 'Mosquitto 5', version: 'auto', scheme: 'mqtt' }),
        mosquitto({ name: 'TLS', version: 'auto', scheme: 'mqtts', secure: 'server' }),
        mosquitto({
          name: 'mTLS',
          version: 'auto',
          scheme: 'mqtts',
          secure: 'both',
          instead: { 'wrong password stops after one try': 'no logins' },
        }),
        mosquitto({ name: 'WebSocket', version: 'auto', scheme: 'ws' }),
        rabbit,
        nats,
      ]
    : []),
]
