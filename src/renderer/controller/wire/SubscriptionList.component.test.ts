import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { SubscriptionView } from '@shared/ipc/state'
import { openPart, refusing } from '../../testing/window'
import SubscriptionList from './SubscriptionList.vue'

enableAutoUnmount(afterEach)

function open(subscriptions: SubscriptionView[] = []) {
  const window = openPart(SubscriptionList, { views: { subscriptions } })
  const { part } = window
  return {
    ...window,
    filter: part.get<HTMLInputElement>('input'),
    subscribe: async () => {
      await part.get('form').trigger('submit')
      await flushPromises()
    },
    said: () => part.get('[aria-live]').text(),
    items: () => part.findAll('li'),
  }
}

describe('subscribing', () => {
  it('asks for QoS 2 and empties the field', async () => {
    const list = open()
    await list.filter.setValue('house/+/led')
    await list.subscribe()
    expect(list.main.subscribe.mock.calls).toEqual([[{ filter: 'house/+/led', qos: 2 }]])
    expect(list.filter.element.value).toBe('')
    expect(list.filter.element.labels?.[0]?.textContent).toBe('Topic filter')
  })

  it('keeps what was typed when it is refused, and says why', async () => {
    const list = open()
    list.main.subscribe.mockImplementation(() => refusing({ kind: 'topic', problem: 'misplaced-wildcard' }))
    await list.filter.setValue('house/#/x')
    await list.subscribe()
    expect(list.filter.element.value).toBe('house/#/x')
    expect(list.filter.attributes('aria-invalid')).toBe('true')
    expect(list.part.get(`#${list.filter.attributes('aria-describedby')}`).text()).toBe(list.said())
    expect(list.said()).toContain('+ has to fill a whole level')
  })

  it('does not blame the field for the broker', async () => {
    const list = open()
    list.main.subscribe.mockImplementation(() => refusing({ kind: 'refused-by-broker', detail: 'ACL' }))
    await list.filter.setValue('#')
    await list.subscribe()
    expect(list.said()).toBe('The broker refused it. ACL')
    expect(list.filter.attributes('aria-invalid')).toBe('false')
  })
})

describe('the list', () => {
  const all: SubscriptionView[] = [
    { filter: 'led', asked: 2, granted: 2, byUser: false },
    { filter: 'a/#', asked: 2, granted: 0, byUser: true },
    { filter: 'b', asked: 1, byUser: true },
    { filter: 'secret', asked: 1, byUser: true, refused: true },
  ]

  it('says what the broker granted', () => {
    expect(
      open(all)
        .items()
        .map((item) => item.get('span').text()),
    ).toEqual(['QoS 2', 'QoS 0, lowered from 2', 'asked', 'refused by the broker'])
  })

  it('lets only the user’s own be removed, each by a button that names it', async () => {
    const list = open(all)
    expect(list.items()[0]!.find('button').exists()).toBe(false)
    const remove = list.items()[1]!.get('button')
    expect(remove.attributes('aria-label')).toBe('Remove a/#')
    await remove.trigger('click')
    expect(list.main.unsubscribe.mock.calls).toEqual([[{ filter: 'a/#' }]])
    expect(list.items()).toHaveLength(4)
    await list.show({ subscriptions: all.slice(0, 1) })
    expect(list.items()).toHaveLength(1)
  })

  it('keeps a filter that looks like HTML as text', () => {
    const list = open([{ filter: '<script>x</script>', asked: 0, byUser: true }])
    expect(list.part.find('script').exists()).toBe(false)
    expect(list.items()[0]!.get('code').text()).toBe('<script>x</script>')
  })
})
