import { useI18n } from 'vue-i18n'

/** Making a format costs more than using it, and a log asks for the same few in every row. */
const made = new Map<string, Intl.DateTimeFormat>()

function format(tags: readonly string[], options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([tags, options])
  const known = made.get(key)
  if (known) return known
  const fresh = new Intl.DateTimeFormat([...tags], options)
  made.set(key, fresh)
  return fresh
}

const WITH_MILLISECONDS: Intl.DateTimeFormatOptions = {
  // A list of times is read downwards, where a.m. and p.m. are in the way.
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
}

/** Times and days the way the reader's region writes them; names of days in the language of the window. */
export function useFormats(): {
  time(at: number): string
  timeWithMilliseconds(at: number): string
  day(at: number): string
} {
  const { locale } = useI18n()
  const inWindowLanguage = (): string[] => [
    ...navigator.languages.filter((tag) => tag.split('-')[0] === locale.value),
    locale.value,
  ]
  return {
    time: (at) => format([navigator.language], { timeStyle: 'short' }).format(at),
    timeWithMilliseconds: (at) => format([navigator.language], WITH_MILLISECONDS).format(at),
    day: (at) => format(inWindowLanguage(), { dateStyle: 'full' }).format(at),
  }
}
