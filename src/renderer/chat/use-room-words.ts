import { useI18n } from 'vue-i18n'
import type { RoomRules } from '@shared/chat/rules'
import type { RoomSummary } from '@shared/ipc/state'
import { useDuration } from '../composables/use-duration'

/** More than this a badge does not count. */
const MOST_IN_BADGE = 99

/** What a badge shows of a number of unread messages. */
export function badge(unread: number): string {
  return unread > MOST_IN_BADGE ? `${MOST_IN_BADGE}+` : String(unread)
}

/** What is said of a room beside its name. */
export function useRoomWords(): {
  /** All that its row in the list shows, for those who hear it. */
  row(room: RoomSummary): string
  /** Who may write and read there. */
  rules(room: RoomSummary, rules: RoomRules): string
} {
  const { t, n } = useI18n()
  const duration = useDuration()

  function row({ name, kind, here, notify, unread }: RoomSummary): string {
    const parts = [name]
    if (kind === 'private') parts.push(t('chat.rooms.private'))
    if (kind === 'direct') parts.push(t(here ? 'chat.rooms.here' : 'chat.rooms.notHere'))
    if (!notify) parts.push(t('chat.rooms.muted'))
    if (unread > 0) parts.push(t('chat.rooms.unread', { count: n(unread) }))
    return parts.join(', ')
  }

  function rules({ kind }: RoomSummary, { turns, timeout }: RoomRules): string {
    if (kind === 'direct') return t('chat.rules.direct')
    const parts = [t(turns ? 'chat.rules.turns' : 'chat.rules.free')]
    if (turns && timeout > 0) parts.push(t('chat.rules.timeout', { time: duration(timeout * 60) }))
    if (kind === 'private') parts.unshift(t('chat.rules.private'))
    return parts.join(' · ')
  }

  return { row, rules }
}
