import { useI18n } from 'vue-i18n'

/** Whether this is a Mac, where keys have other names and other signs. */
export function isMac(): boolean {
  return /Mac/.test(navigator.userAgent)
}

const MAC_SIGNS: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
}

/** A shortcut the way this system's keyboards name it: `Ctrl + Alt + L`, `⌥⌘L`. */
export function useKeyWords(): (keys: string) => string {
  const { t, te } = useI18n()
  const nameOf = (key: string): string => (te(`arrange.keyNames.${key}`) ? t(`arrange.keyNames.${key}`) : key)

  return (keys) => {
    const names = keys.split('+')
    return isMac()
      ? names.map((key) => MAC_SIGNS[key] ?? nameOf(key)).join('')
      : names.map(nameOf).join(' + ')
  }
}
