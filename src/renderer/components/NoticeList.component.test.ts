import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import en from '../locales/en.json'
import it_ from '../locales/it.json'
import { noticeKinds } from '../testing/every'
import { openPart } from '../testing/window'
import NoticeList from './NoticeList.vue'

enableAutoUnmount(afterEach)

describe('the notices', () => {
  it('are no list while there is nothing to say', () => {
    expect(openPart(NoticeList).part.find('ul').exists()).toBe(false)
    expect(
      openPart(NoticeList, { views: { notices: [] } })
        .part.find('ul')
        .exists(),
    ).toBe(false)
  })

  it('come into a place that is read out', async () => {
    const { part, show } = openPart(NoticeList)
    const place = part.get('[aria-live=polite]').element
    await show({ notices: [{ id: 1, kind: 'no-tray' }] })
    expect(place.contains(part.get('li').element)).toBe(true)
  })

  it.each(
    noticeKinds.flatMap((kind) => [
      ['en', kind, en.notices[kind]] as const,
      ['it', kind, it_.notices[kind]] as const,
    ]),
  )('in %s have words for %s', (language, kind, words) => {
    const notices = [{ id: 1, kind, detail: 'settings.json.broken-1' }]
    const { part } = openPart(NoticeList, { views: { notices }, language })
    expect(part.get('li p').text()).toBe(words.replace('{detail}', 'settings.json.broken-1'))
  })

  it.each([
    ['en', '3600', '1 hour'],
    ['it', '7200', '2 ore'],
    ['en', '4294967295', 'for ever'],
    ['en', '', 'asked: .'],
  ] as const)('in %s say for how long %j seconds are: %s', (language, detail, words) => {
    const notices = [{ id: 1, kind: 'session-shortened', detail }] as const
    const { part } = openPart(NoticeList, { views: { notices }, language })
    expect(part.text()).toContain(words)
  })

  it('go one by one', async () => {
    const notices = [
      { id: 3, kind: 'no-tray' },
      { id: 8, kind: 'broker-note' },
    ] as const
    const { part, main, show } = openPart(NoticeList, { views: { notices } })
    await part.findAll('button')[1]!.trigger('click')
    expect(main.dismissNotice.mock.calls).toEqual([[{ id: 8 }]])
    expect(part.findAll('li')).toHaveLength(2)
    await show({ notices: notices.slice(0, 1) })
    expect(part.findAll('li')).toHaveLength(1)
  })

  it('keep a detail that looks like HTML as text', () => {
    const notices = [{ id: 1, kind: 'qos-lowered', detail: '<b>x</b>' }] as const
    const { part } = openPart(NoticeList, { views: { notices } })
    expect(part.find('b').exists()).toBe(false)
    expect(part.text()).toContain('<b>x</b>')
  })
})
