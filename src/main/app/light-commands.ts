import type { CommandResult, Refusal } from '@shared/ipc/contract'
import {
  arrangeLight,
  forgetLight,
  keepKnown,
  orderLights,
  savePlain,
  setColours,
  type Arranging,
  type KnownLight,
} from '@shared/light/arrange'
import { removeGroup, removeScene, saveGroup, saveScene } from '@shared/light/arrange-sets'
import { removeTimer, setShortcut, setTimer } from '@shared/light/arrange-times'
import { compareLights, type LightId, type LightState } from '@shared/light/light'
import { groupId, isGroupId } from '@shared/light/light-id'
import { ok, refused, type Result } from '@shared/result'
import type { CommandHandlers } from '../ipc/register'
import type { Lights } from '../lights/lights'
import type { Arranged } from './arranged'
import type { Files } from './files'
import { lightFileCommands } from './light-file-commands'
import type { Shortcuts } from './shortcuts'

export interface LightCommandParts {
  readonly lights: Pick<Lights, 'get' | 'list' | 'set'>
  readonly arranged: Pick<Arranged, 'current' | 'trayLight' | 'change'>
  readonly shortcuts: Pick<Shortcuts, 'claim'>
  readonly files: Files
  readonly newId: () => string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Whether the app uses a topic for something else than lights. */
  readonly isOurs: (topic: string) => boolean
}

type Names = Exclude<
  Extract<
    keyof CommandHandlers,
    `${'light' | 'lights' | 'group' | 'scene' | 'timer' | 'shortcut' | 'colours'}:${string}`
  >,
  'light:set'
>

/** What the windows' wishes about the arranging of lights do. */
export function lightCommands(parts: LightCommandParts): Pick<CommandHandlers, Names> {
  const { lights, arranged, shortcuts } = parts

  /** Keeps what a change leads to, or hands on why it cannot be. */
  const keep = (next: Arranging, trayLight?: LightId): Result<undefined, Refusal> =>
    next.ok ? arranged.change(next.value, trayLight) : next

  /** Does something with a light that is there, or that was arranged when it was. */
  const withLight = (id: LightId, change: (light: KnownLight) => Arranging): CommandResult => {
    const light = known(id)
    return light ? keep(change(light)) : refused({ kind: 'unknown-light' })
  }
  const known = (id: LightId): KnownLight | undefined => {
    const row = arranged.current.lamps.find((lamp) => lamp.id === id)
    return lights.get(id) ?? (row && { id, name: row.knownAs })
  }

  return {
    ...lightFileCommands(parts),
    'light:arrange': ({ light, ...change }) =>
      withLight(light, (one) => arrangeLight(arranged.current, one, change)),
    'light:order': ({ lights: order }) => keep(orderLights(arranged.current, order)),
    'light:tray': ({ light }) => {
      const one = known(light)
      return one ? keep(keepKnown(arranged.current, [one]), light) : refused({ kind: 'unknown-light' })
    },
    'light:save-plain': ({ was, ...form }) => {
      const inTray = was !== undefined && was === arranged.trayLight
      return keep(
        savePlain(arranged.current, { ...form, was }, parts.isOurs),
        inTray ? form.topic : undefined,
      )
    },
    'light:forget': ({ light }) => {
      const state = lights.get(light)
      const added = arranged.current.plain.some(({ topic }) => topic === light)
      // Of one that is there everything would be back the moment it speaks again, but for what the user had said of it.
      if (state && !added && state.availability !== 'missing') return refused({ kind: 'light-unable' })
      return keepWithout(light, forgetLight(arranged.current, light))
    },
    'group:save': ({ members, ...form }) => {
      const each = members.map(known)
      const there = each.filter((light) => light !== undefined)
      if (there.length < each.length) return refused({ kind: 'unknown-light' })
      const id = groupId(parts.newId())
      return answering(keep(saveGroup(arranged.current, { ...form, members: there }, id)), {
        id: form.id ?? id,
      })
    },
    'group:remove': ({ id }) => keepWithout(id, removeGroup(arranged.current, id)),
    'scene:save': ({ lights: ids, ...form }) => {
      const id = parts.newId()
      return answering(keep(saveScene(arranged.current, { ...form, lights: lampsOf(ids) }, id)), {
        id: form.id ?? id,
      })
    },
    'scene:recall': ({ id }) => {
      const scene = arranged.current.scenes.find((one) => one.id === id)
      if (!scene) return refused({ kind: 'arrange', problem: 'gone' })
      const results = scene.lights.map(({ light, wish }) => lights.set(light, wish))
      const left = results.flatMap((result) => (result.ok ? [] : [result.error]))
      const offline = left.find(({ kind }) => kind === 'not-connected')
      if (offline && left.length === results.length) return refused(offline)
      return ok({ asked: results.length - left.length, left: left.length })
    },
    'scene:remove': (scene) => keep(removeScene(arranged.current, scene)),
    'timer:set': ({ light, ...form }) =>
      withLight(light, (one) =>
        setTimer(arranged.current, { ...form, light: one }, parts.newId(), parts.now()),
      ),
    'timer:remove': ({ id }) => keep(removeTimer(arranged.current, id)),
    'shortcut:set': ({ light, keys }) =>
      withLight(light, (one) => {
        const next = setShortcut(arranged.current, one, keys)
        if (!next.ok) return next
        const wanted = next.value.shortcuts.find((shortcut) => shortcut.light === light)
        const got = wanted === undefined || shortcuts.claim(wanted.keys)
        return got ? next : refused({ kind: 'shortcut', problem: 'refused' })
      }),
    'colours:set': ({ colours }) => keep(setColours(arranged.current, colours)),
    'lights:offer': ({ offered }) => keep(ok({ ...arranged.current, offered })),
    'lights:tray-click': ({ does }) => keep(ok({ ...arranged.current, trayClick: does })),
  }

  /** The lamps behind these ids, those of groups one by one, as each may be another way. */
  function lampsOf(ids: readonly LightId[]): readonly LightState[] {
    const each = ids.flatMap((id) => lights.get(id)?.members ?? [id])
    return [...new Set(each)].flatMap((id) => lights.get(id) ?? [])
  }

  /** Keeps what is left without a light. Where the tray's light goes, the first of the others takes its place. */
  function keepWithout(gone: LightId, next: Arranging): Result<undefined, Refusal> {
    if (!next.ok) return next
    const { trayLight } = arranged
    // A group goes too where its last light does.
    const has = (id: LightId): boolean =>
      id !== gone && (!isGroupId(id) || next.value.groups.some((group) => group.id === id))
    if (has(trayLight)) return arranged.change(next.value)
    const others = lights.list().filter(({ id, hidden }) => has(id) && !hidden)
    return arranged.change(next.value, others.sort(compareLights)[0]?.id)
  }
}

function answering<Value>(done: Result<undefined, Refusal>, value: Value): Result<Value, Refusal> {
  return done.ok ? ok(value) : done
}
