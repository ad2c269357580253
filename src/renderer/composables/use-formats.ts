import { useI18n } from 'vue-i18n'

/** Making a format costs more than using it, and a log asks for the same few in every row. */
const made = new Map<Intl.DateTimeFormatOptions, Map<string, Intl.DateTimeFormat>>()
const numbers = new Map<string, Intl.NumberFormat>()

function format(tags: readonly string[], options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tags.join()
  const known = made.get(options)?.get(key)
  if (known) return known
  const fresh = new Intl.DateTimeFormat([...tags], options)
  made.set(options, new Map(made.get(options)).set(key, fresh))
  return fresh
}

/** The `n` of vue-i18n makes a format anew for each number. */
function numberFormat(tag: string): Intl.NumberFormat {
  const format = numbers.get(tag) ?? new Intl.NumberFormat(tag)
  numbers.set(tag, format)
  return format
}

const TIME: Intl.DateTimeFormatOptions = { timeStyle: 'short' }
const DAY: Intl.DateTimeFormatOptions = { dateStyle: 'full' }

const WITH_MILLISECONDS: Intl.DateTimeFormatOptions = {
  // A list of times is read downwards, where a.m. and p.m. are in the way.
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
}

/** Times and days the way the reader's region writes them; names of days, and numbers, in the language of the window. */
export function useFormats(): {
  time(at: number): string
  timeWithMilliseconds(at: number): string
  day(at: number): string
  number(value: number): string
} {
  const { locale } = useI18n()
  const inWindowLanguage = (): string[] => [
    ...navigator.languages.filter((tag) => tag.split('-')[0] === locale.value),
    locale.value,
  ]
  return {
    time: (at) => format([navigator.language], TIME).format(at),
    timeWithMilliseconds: (at) => format([navigator.language], WITH_MILLISECONDS).format(at),
    day: (at) => format(inWindowLanguage(), DAY).format(at),
    number: (value) => numberFormat(locale.value).format(value),
  }
}
