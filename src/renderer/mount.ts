import { createPinia } from 'pinia'
import { createApp, type Component } from 'vue'
import './styles/tokens.css'
import './styles/base.css'
import { unpackPush } from '@shared/ipc/state'
import { createWords } from './locales/words'
import { useAppState } from './stores/app-state'

/** Starts a window: its words, and the state that main pushes, before anything is drawn. */
export function mountWindow(root: Component): void {
  const words = createWords(navigator.language)
  document.documentElement.lang = words.global.locale.value
  const app = createApp(root).use(createPinia()).use(words)
  const state = useAppState()
  window.porchlight.watchState((push) => state.apply(unpackPush(push)))
  app.mount('#app')
}
