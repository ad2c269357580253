import { it, vi } from 'vitest'
vi.mock('../broker/delivery', async (orig) => { const m = await orig<typeof import('../broker/delivery')>(); return { ...m, forGrantedQos: (c: any, p: any) => (c.closed ? p : m.forGrantedQos(c, p)) } })
import { encodeText } from '@shared/mqtt/message'
import { Bench } from '../broker/testing'
import { Member, Wire } from './testing'
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms))
it('dbg aedes', async () => {
  const bench = new Bench()
  const broker = await bench.broker({ folder: await bench.folder() })
  const w1 = new Wire(broker.port),
    w2 = new Wire(broker.port)
  const yoko = new Member('yoko', await w1.listen())
  const john = new Member('john', await w2.listen())
  void yoko.session.subscribe('chat')
  yoko.session.start()
  john.session.start()
  await wait(300)
  const log: string[] = []
  const spy = (n: string, m: Member) => {
    m.clients[0]!.on('packetreceive', (p) =>
      log.push(
        `${n}< ${p.cmd} ${(p as any).messageId ?? ''} ${(p as any).dup ?? ''} ${(p as any).payload ?? ''} ${(p as any).sessionPresent ?? ''}`,
      ),
    )
    m.clients[0]!.on('packetsend', (p) =>
      log.push(
        `${n}> ${p.cmd} ${(p as any).messageId ?? ''} ${(p as any).dup ?? ''} ${(p as any).payload ?? ''}`,
      ),
    )
    m.clients[0]!.on('close', () => log.push(`${n} close`))
  }
  spy('Y', yoko)
  spy('J', john)
  let packets = 0
  w2.cut = () => ++packets % 17 === 0
  w1.cut = () => ++packets % 23 === 0
  for (let i = 0; i < 60; i++) {
    for (;;) {
      if (john.phase !== 'connected') {
        await wait(5)
        continue
      }
      const r = await john.session.publish('chat', encodeText(String(i)))
      if (r.ok) break
    }
  }
  w1.cut = w2.cut = () => false
  await wait(2000)
  const missing = Array.from({ length: 60 }, (_, i) => String(i)).filter((t) => !yoko.texts.includes(t))
  console.log(yoko.heard.length, new Set(yoko.texts).size, 'missing', missing.join(), yoko.phase, john.phase)
  console.log(bench.notes.slice(0, 10))
  yoko.session.reconnect()
  await wait(1000)
  console.log('after reconnect', new Set(yoko.texts).size)
  await yoko.session.stop()
  await john.session.stop()
  w1.close()
  w2.close()
  await bench.end()
}, 60000)
