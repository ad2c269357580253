import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { saveNextAs } from './fixtures/dialogs'
import { expect, test } from './fixtures/porchlight'

const RAW = Buffer.from([0xff, 0x00, 0x80])
/** What is published, and how its payload stands in a CSV file. */
const PUBLISHED: { topic: string; payload: string | Buffer; qos: 0 | 1 | 2; csv: string }[] = [
  { topic: 'out/text', payload: 'plain', qos: 0, csv: '"plain"' },
  { topic: 'out/quotes', payload: 'say "hi", twice', qos: 1, csv: '"say ""hi"", twice"' },
  { topic: 'out/lines', payload: 'one\ntwo', qos: 2, csv: '"one\ntwo"' },
  { topic: 'out/formula', payload: '=1+1', qos: 1, csv: `"'=1+1"` },
  { topic: 'out/number', payload: '-5.2', qos: 1, csv: '"-5.2"' },
  { topic: 'out/bytes', payload: RAW, qos: 1, csv: `"${RAW.toString('base64')}"` },
  { topic: 'out/empty', payload: '', qos: 1, csv: '""' },
]

test('what the filter shows is exported to JSON Lines and CSV, message by message', async ({
  launch,
  observe,
  home,
}) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page } = controller
  await expect(controller.connection).toContainText('Connected')
  await controller.subscribe('out/#')
  await expect(controller.subscription('out/#')).toContainText('QoS 2')
  const client = await observe()
  for (const { topic, payload, qos } of PUBLISHED) await client.publish(topic, payload, { qos })
  await page.getByRole('textbox', { name: 'Filter by topic' }).fill('out/+')
  await expect(page.getByText(new RegExp(`^${PUBLISHED.length} shown of `))).toBeVisible()

  async function exported(format: 'JSON Lines' | 'CSV', name: string): Promise<string> {
    const file = join(home.folder, name)
    await saveNextAs(copy.app, file)
    await page.getByRole('button', { name: 'Export …' }).click()
    await page.getByRole('menuitem', { name: format }).click()
    await expect(page.getByText(`Exported ${PUBLISHED.length} messages to ${file}`)).toBeVisible()
    return await readFile(file, 'utf8')
  }

  const lines = (await exported('JSON Lines', 'wire.jsonl')).split('\n')
  expect(lines.pop()).toBe('')
  const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(read).toHaveLength(PUBLISHED.length)
  for (const [index, { topic, payload, qos }] of PUBLISHED.entries()) {
    const isText = typeof payload === 'string'
    expect(read[index]).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      direction: 'in',
      topic,
      qos,
      retain: false,
      size: Buffer.byteLength(payload),
      payload: isText ? payload : payload.toString('base64'),
      encoding: isText ? 'text' : 'base64',
    })
  }

  const [header, ...rows] = (await exported('CSV', 'wire.csv')).split('\r\n')
  expect(header).toBe('time,direction,topic,qos,retain,size,encoding,payload,properties')
  expect(rows.pop()).toBe('')
  expect(rows.map((row) => row.slice(row.indexOf(',') + 1))).toEqual(
    PUBLISHED.map(({ topic, payload, qos, csv }) => {
      const encoding = typeof payload === 'string' ? 'text' : 'base64'
      return `in,"${topic}",${qos},false,${Buffer.byteLength(payload)},${encoding},${csv},`
    }),
  )
  await expect(controller.messagesWith('out/text')).toBeVisible()
})
