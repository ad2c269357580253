import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useCommand } from './use-command'

/** Brings lights to where a scene has them, and says where that was not possible for all. */
export function useRecall(): {
  busy: Ref<boolean>
  problem: Readonly<Ref<string>>
  done: Ref<string>
  recall(scene: { readonly id: string; readonly name: string }): Promise<void>
} {
  const { t } = useI18n()
  const { busy, problem, ask } = useCommand()
  const done = ref('')

  return {
    busy,
    problem,
    done,
    recall: async ({ id, name }) => {
      done.value = ''
      const answer = await ask(() => window.porchlight.recallScene({ id }))
      if (!answer) return
      done.value =
        answer.left > 0
          ? t('arrange.scenes.partly', { name, left: answer.left })
          : t('arrange.scenes.recalled', { name })
    },
  }
}
