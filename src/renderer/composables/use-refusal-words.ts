import { useI18n } from 'vue-i18n'
import type { Refusal } from '@shared/ipc/contract'
import type { ProfileProblem } from '@shared/profile/form'

/** The key of what is wrong with a profile; what is wrong with one address is said as everywhere else. */
function profileKey(why: ProfileProblem): string {
  if (why.field === 'addresses' && !['none', 'too-many', 'credentials', 'twice'].includes(why.problem)) {
    return `refusal.address.${why.problem}`
  }
  return `refusal.profile.${why.field}.${why.problem}`
}

/** Why a command was refused, in words that say what to do. */
export function useRefusalWords(): (why: Refusal) => string {
  const { t, n } = useI18n()

  return (why) => {
    switch (why.kind) {
      case 'name':
      case 'topic':
      case 'passphrase':
      case 'arrange':
      case 'shortcut':
      case 'saved-message':
      case 'room':
        return t(`refusal.${why.kind}.${why.problem}`)
      case 'name-taken':
        return t('refusal.name-taken', { suggestion: why.suggestion })
      case 'room-topic':
        // What is wrong with any topic is said as everywhere else.
        return why.problem === 'reserved'
          ? t('refusal.room-topic.reserved')
          : t(`refusal.topic.${why.problem}`)
      case 'file':
        return t(`refusal.file.${why.problem}`, { detail: why.detail ?? '' }).trim()
      case 'profile': {
        const problem = t(profileKey(why))
        const address = why.field === 'addresses' ? why.text : undefined
        return address ? t('refusal.profile.which', { address, problem }) : problem
      }
      case 'text-too-long':
        return t('refusal.text-too-long', { length: n(why.length), limit: n(why.limit) })
      case 'payload-too-large':
        return t('refusal.payload-too-large', { limit: n(why.limit) })
      case 'refused-by-broker':
      case 'not-saved':
      case 'login-item':
        return t(`refusal.${why.kind}`, { detail: why.detail })
      default:
        return t(`refusal.${why.kind}`)
    }
  }
}
