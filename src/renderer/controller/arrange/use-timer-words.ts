import { useI18n } from 'vue-i18n'
import type { Timer } from '@shared/light/arrangement'
import { useFormats } from '../../composables/use-formats'

/** What a timer does and when: `Off at 23:10`, `On tomorrow at 07:00`, `On every day at 07:00`. */
export function useTimerWords(): (timer: Timer, now: number) => string {
  const { t } = useI18n()
  const { time } = useFormats()
  const day = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

  return ({ power, at, daily }, now) => {
    const when = daily !== undefined ? 'daily' : day(at) > day(now) ? 'tomorrow' : 'today'
    return t(`arrange.timers.due.${when}`, { power: t(`lights.power.${power}`), time: time(at) })
  }
}
