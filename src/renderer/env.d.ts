import type { PorchlightApi } from '@shared/ipc/contract'

declare global {
  interface Window {
    readonly porchlight: PorchlightApi
  }
}
