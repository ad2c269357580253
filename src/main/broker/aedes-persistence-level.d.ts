/** The package ships no types; these are the parts the broker builds on. */
declare module 'aedes-persistence-level/asyncPersistence.js' {
  import type { Readable } from 'node:stream'

  interface StoredPacket {
    cmd: string
    topic: string
    payload: Uint8Array
    qos: 0 | 1 | 2
    retain: boolean
    dup?: boolean
    brokerId?: string
    brokerCounter?: number
    messageId?: number
  }
  interface SessionOwner {
    id: string
    clean?: boolean
  }
  interface StoredSubscription {
    topic: string
    qos: 0 | 1 | 2
    clientId?: string
  }

  export default class LevelPersistence {
    constructor(db: object)
    setup(broker: object): Promise<void>
    storeRetained(packet: StoredPacket): Promise<void>
    createRetainedStream(pattern: string): Readable
    createRetainedStreamCombi(patterns: string[]): Readable
    addSubscriptions(client: SessionOwner, subscriptions: StoredSubscription[]): Promise<void>
    removeSubscriptions(client: SessionOwner, topics: string[]): Promise<void>
    subscriptionsByClient(client: SessionOwner): Promise<StoredSubscription[]>
    subscriptionsByTopic(topic: string): Promise<StoredSubscription[]>
    cleanSubscriptions(client: SessionOwner): Promise<void>
    outgoingEnqueue(subscription: { clientId: string; qos?: 0 | 1 | 2 }, packet: StoredPacket): Promise<void>
    outgoingUpdate(client: SessionOwner, packet: StoredPacket): Promise<void>
    outgoingClearMessageId(
      client: SessionOwner,
      packet: { messageId?: number },
    ): Promise<StoredPacket | undefined>
    outgoingStream(client: SessionOwner): Readable
    incomingStorePacket(client: SessionOwner, packet: StoredPacket): Promise<void>
    streamWill(brokers?: object): Readable
    destroy(): Promise<void>
  }
  export type { StoredPacket, StoredSubscription, SessionOwner }
}
