/** A broker, or a cluster of several nodes, that a run can kill and start again. */
export interface Broker {
  /** One for each node, on the loopback. */
  readonly ports: readonly number[]
  /** SIGKILL: what the node had only in memory is gone. */
  kill(node: number): Promise<void>
  /** Starts a killed node again on its port and folder; resolves when it takes connections. */
  restart(node: number): Promise<void>
  stop(): Promise<void>
}
