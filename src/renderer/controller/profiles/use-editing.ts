import { inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import type { ProfileProblem } from '@shared/profile/form'
import type { SecretName } from '@shared/profile/profile'
import type { SecretKeeping, SecretPlace } from '@shared/profile/view'
import type { Draft } from './draft'

/** What the fields of the editor share. */
export interface Editing {
  /** Reactive. */
  readonly draft: Draft
  readonly places: ComputedRef<Readonly<Record<SecretName, SecretPlace>>>
  readonly keeping: ComputedRef<SecretKeeping>
  /** What is wrong with a field, in words; '' where nothing is. */
  problemOf(field: ProfileProblem['field']): string
}

const EDITING: InjectionKey<Editing> = Symbol('the profile that is edited')

export function provideEditing(editing: Editing): void {
  provide(EDITING, editing)
}

/** The profile that the editor around this part edits. */
export function useEditing(): Editing {
  const editing = inject(EDITING)
  if (!editing) throw new Error('A field of a profile stands outside of its editor')
  return editing
}
