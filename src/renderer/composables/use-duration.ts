import { useI18n } from 'vue-i18n'

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** MQTT 5, 3.1.2.11.2: a session expiry of all ones means that the session does not expire. */
const FOR_EVER = 0xffff_ffff

/** Seconds in the largest units, at most two of them: `1 day 6 hours`. */
export function durationParts(seconds: number, locale: string): string {
  const first = UNITS.findIndex(([, size]) => seconds >= size)
  const units = first < 0 ? UNITS.slice(-1) : UNITS.slice(first, first + 2)
  let left = seconds
  const parts: string[] = []
  for (const [unit, size] of units) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count === 0 && parts.length > 0) continue
    parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count))
  }
  return parts.join(' ')
}

/** Seconds as a person says them, in the language of the window. */
export function useDuration(): (seconds: number) => string {
  const { t, locale } = useI18n()
  return (seconds) =>
    seconds === FOR_EVER ? t('settings.profile.forEver') : durationParts(seconds, locale.value)
}
