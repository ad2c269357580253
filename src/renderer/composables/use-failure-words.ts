import { useI18n } from 'vue-i18n'
import type { ConnectionFailure } from '@shared/mqtt/connection'

/** Why there is no connection, in words; a certificate says which check it did not pass. */
export function useFailureWords(): { reason(failure: ConnectionFailure): string } {
  const { t } = useI18n()
  return {
    reason: ({ kind, rule }) =>
      kind === 'certificate' && rule ? t(`connection.rule.${rule}`) : t(`connection.reason.${kind}`),
  }
}
