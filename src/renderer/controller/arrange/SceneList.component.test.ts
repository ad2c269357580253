import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { buttonOf } from '../../testing/profiles'
import { aLamp, anArrangement, connected } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import SceneList from './SceneList.vue'

enableAutoUnmount(afterEach)

const scenes = [
  { id: 'one', name: 'Evening', lights: 3 },
  { id: 'two', name: 'Cinema', lights: 2 },
]

function open(list = scenes) {
  const window = openPart(SceneList, {
    props: { open: true },
    views: { connection: connected, arranged: anArrangement({ scenes: list }) },
    push: { lights: { upsert: [aLamp()] } },
  })
  const { part } = window
  const press = async (name: string) => {
    await part.get(`button[aria-label="${name}"]`).trigger('click')
    await flushPromises()
  }
  const said = () => part.get('.said').text()
  return { ...window, press, said }
}

it('recalls a scene, and says where not all lights could be asked', async () => {
  const { main, press, said } = open()
  main.recallScene.mockResolvedValueOnce({ ok: true, value: { asked: 3, left: 0 } })
  await press('Recall Evening')
  expect(said()).toBe('Evening is recalled.')
  main.recallScene.mockResolvedValueOnce({ ok: true, value: { asked: 1, left: 2 } })
  await press('Recall Evening')
  expect(said()).toContain('Not there or not able to: 2.')
  main.recallScene.mockImplementationOnce(() => refusing({ kind: 'arrange', problem: 'gone' }))
  await press('Recall Cinema')
  expect(said()).toBe('It is no longer there.')
  expect(main.recallScene.mock.calls.map(([scene]) => scene.id)).toEqual(['one', 'one', 'two'])
})

it('keeps how the chosen lights are now', async () => {
  const { part, main, said } = open([])
  expect(part.text()).toContain('No scenes yet.')
  await buttonOf(part, 'New scene …').trigger('click')
  await part.get('form input').setValue('Reading')
  await part.get('fieldset input').setValue(true)
  await part.get('form').trigger('submit')
  await flushPromises()
  expect(main.saveScene.mock.calls).toEqual([[{ name: 'Reading', lights: ['zigbee2mqtt:lamp'] }]])
  expect(said()).toBe('Reading is saved.')
})

it('puts another state and name in the place of a scene', async () => {
  const { part, main, press } = open()
  await press('Change Cinema')
  expect(part.get<HTMLInputElement>('form input').element.value).toBe('Cinema')
  main.saveScene.mockImplementationOnce(() => refusing({ kind: 'arrange', problem: 'nothing-to-keep' }))
  await part.get('form').trigger('submit')
  await flushPromises()
  expect(part.get('fieldset').text()).toContain('there is nothing to keep')
  expect(main.saveScene.mock.calls).toEqual([[{ id: 'two', name: 'Cinema', lights: [] }]])
  await buttonOf(part, 'Cancel').trigger('click')
  expect(part.get('dialog h2').text()).toBe('Scenes')
})

it('removes a scene after a second question', async () => {
  const { part, main, press, said } = open()
  await press('Remove Cinema')
  expect(part.text()).toContain('Remove the scene Cinema?')
  await part.findAll('[role=group] button')[1]!.trigger('click')
  await flushPromises()
  expect(main.removeScene.mock.calls).toEqual([[{ id: 'two' }]])
  expect(said()).toBe('Cinema is removed.')
})
