import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { SecretName } from '@shared/profile/profile'
import { useEditing } from './use-editing'

/** Where a secret is, or what becomes of it with the next save. */
export function useSecretWords(name: SecretName): ComputedRef<string> {
  const { t } = useI18n()
  const { draft, places, keeping } = useEditing()
  return computed(() => {
    if (draft[name] !== '') return ''
    if (draft.forgotten.includes(name)) return t('settings.secret.forgotten')
    switch (places.value[name]) {
      case 'kept':
        return t(keeping.value === 'encrypted' ? 'settings.secret.kept' : 'settings.secret.keptPlain')
      case 'this-run':
        return t('settings.secret.this-run')
      case 'none':
        return ''
    }
  })
}
