import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormats } from '../../composables/use-formats'

/** Says when updates were looked for: the time alone where it was today, otherwise the day too. */
export function useWhen(now: Readonly<Ref<number>>): (at: number) => string {
  const { t } = useI18n()
  const { time, day } = useFormats()
  const isToday = (at: number): boolean => new Date(at).toDateString() === new Date(now.value).toDateString()
  return (at) =>
    isToday(at)
      ? t('desktop.lookedToday', { time: time(at) })
      : t('desktop.looked', { day: day(at), time: time(at) })
}
