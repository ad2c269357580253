import { useI18n } from 'vue-i18n'
import type { CertificateRule, FailureKind } from '@shared/mqtt/connection'
import type { TestOutcome } from '@shared/profile/view'
import { useFailureWords } from '../../composables/use-failure-words'

/** What a test of one address found, for a person who has to do something about it. */
export interface OutcomeWords {
  readonly what: string
  /** '' where there is nothing to do or nothing is known. */
  readonly advice: string
  /** The system's or the broker's own words. */
  readonly detail: string
}

export function useTestWords(): (outcome: TestOutcome) => OutcomeWords {
  const { t, n, te } = useI18n()
  const { reason } = useFailureWords()

  function advice(kind: FailureKind, rule?: CertificateRule): string {
    if (kind === 'certificate') return t(`settings.test.ruleAdvice.${rule ?? 'other'}`)
    const key = `settings.test.advice.${kind}`
    return te(key, 'en') ? t(key) : ''
  }

  return (outcome) => {
    if (outcome.ok) {
      const { version, took } = outcome
      const what = t('settings.test.connected', { version, took: n(Math.round(took)) })
      return { what, advice: '', detail: '' }
    }
    const { failure } = outcome
    return {
      what: t('settings.test.failed', { reason: reason(failure) }),
      advice: advice(failure.kind, failure.rule),
      detail: failure.detail,
    }
  }
}

/** Trusting one certificate mends what is wrong with the broker's, not with the client's own, and no revoked one. */
export function mayBeTrusted(outcome: TestOutcome): boolean {
  if (outcome.ok || !outcome.certificate || outcome.failure.kind !== 'certificate') return false
  return !['revoked', 'client-certificate', 'client-key'].includes(outcome.failure.rule ?? '')
}
