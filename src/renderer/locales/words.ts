import { createI18n } from 'vue-i18n'
import en from './en.json'
import it from './it.json'

/** All words of the windows; English is the form that the others have to have. */
export type Words = typeof en

/** The words in the reader's language, or in English where there are none. */
export function createWords(language: string) {
  return createI18n<[Words], 'en' | 'it', false>({
    legacy: false,
    locale: /^it\b/i.test(language) ? 'it' : 'en',
    fallbackLocale: 'en',
    messages: { en, it },
  })
}
