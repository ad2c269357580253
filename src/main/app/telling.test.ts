import { describe, expect, it } from 'vitest'
import { FIRST_CHAT_SETTINGS, type ChatSettings, type KeptRoom } from '@shared/chat/room-settings'
import { en } from '../words/en'
import { whatToTell, type Telling, type ToTell } from './telling'

const kitchen: KeptRoom = {
  topic: 'home/kitchen',
  name: 'kitchen',
  kind: 'open',
  colour: 'none',
  notify: true,
}
const message: ToTell['message'] = { id: 'm1', clock: 3, user: 'Yoko', text: 'Tea is ready', ts: 1 }

function tell(
  more: Partial<Omit<ToTell, 'settings'>> = {},
  settings: Partial<ChatSettings> = {},
): Telling | undefined {
  const whole = { ...FIRST_CHAT_SETTINGS, ...settings }
  return whatToTell(
    { room: kitchen, message, watched: false, yourTurn: false, ...more, settings: whole },
    en.telling,
  )
}

it('says who wrote what and where, and leads to the message', () => {
  expect(tell()).toEqual({
    beep: false,
    note: {
      room: 'home/kitchen',
      id: 'm1',
      place: 'kitchen',
      yourTurn: false,
      title: 'Yoko in kitchen',
      body: 'Tea is ready',
    },
  })
})

it.each<[string, Partial<KeptRoom>, string]>([
  ['the first room', { topic: 'chat', name: '' }, 'Yoko'],
  ['the first room by its own name', { topic: 'chat', name: 'Home' }, 'Yoko in Home'],
  ['a room without a name', { name: '' }, 'Yoko in home/kitchen'],
  ['a direct conversation', { kind: 'direct', topic: 'direct/a/b', name: '' }, 'Yoko'],
])('names %s', (_, room, title) => {
  expect(tell({ room: { ...kitchen, ...room } })?.note?.title).toBe(title)
})

it.each<[string, Partial<ToTell>, Partial<ChatSettings>]>([
  ['in a room that is watched', { watched: true }, {}],
  ['in a muted room', { room: { ...kitchen, notify: false } }, {}],
  ['while the user is not to be disturbed', {}, { doNotDisturb: true }],
  ['that was taken back', { message: { ...message, text: '', deleted: true } }, {}],
])('tells nothing of a message %s, not even the turn', (_, more, settings) => {
  for (const yourTurn of ['sound', 'notification'] as const)
    expect(tell({ ...more, yourTurn: true }, { ...settings, yourTurn })).toBeUndefined()
})

it('keeps the text to itself where the user wants', () => {
  expect(tell({}, { hideText: true })?.note).toMatchObject({ title: 'Yoko in kitchen', body: 'New message' })
})

it('shows of foreign text one line without what could act on it', () => {
  const text = `\u202eone\ntwo\u0007 ${'x'.repeat(500)}`
  const note = tell({ message: { ...message, user: 'Yo\u202eko\n', text } })?.note
  expect(note?.title).toBe('Yo ko in kitchen')
  expect(note?.body).toMatch(/^one two {1,2}x+…$/)
  expect(note?.body).toHaveLength(140)
})

it('has a word for who gave no name, or none that can be seen', () => {
  const { user: _, ...nameless } = message
  expect(tell({ message: nameless })?.note?.title).toBe('Somebody in kitchen')
  expect(tell({ message: { ...message, user: '\u200e' } })?.note?.title).toBe('Somebody in kitchen')
})

describe('the turn', () => {
  it('is a sound beside the notification', () => {
    const told = tell({ yourTurn: true }, { yourTurn: 'sound' })
    expect(told).toMatchObject({ beep: true, note: { title: 'Yoko in kitchen', yourTurn: false } })
  })

  it('is told with the message in one notification', () => {
    const told = tell({ yourTurn: true }, { yourTurn: 'notification' })
    expect(told).toMatchObject({
      beep: false,
      note: { title: 'Yoko in kitchen – your turn', body: 'Tea is ready', yourTurn: true },
    })
  })

  it('is told alone where messages are not', () => {
    const note = tell({ yourTurn: true }, { notifications: false, yourTurn: 'notification' })?.note
    expect(note?.title).toBe('Your turn in kitchen')
    expect(note).not.toHaveProperty('body')
    expect(tell({ yourTurn: true }, { notifications: false, yourTurn: 'sound' })).toEqual({ beep: true })
  })

  it('is not told to who does not want it', () => {
    expect(tell({ yourTurn: true }, { yourTurn: 'nothing' })).toMatchObject({
      beep: false,
      note: { title: 'Yoko in kitchen' },
    })
    expect(tell({ yourTurn: true }, { notifications: false, yourTurn: 'nothing' })).toBeUndefined()
  })
})
