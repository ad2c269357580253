/** The rules of a room, the same for everybody in it: retained on `<room>/rules`, the last one who set them counts. */
export interface RoomRules {
  /** Whether one may write only after somebody else (DESIGN 2, Turn). */
  readonly turns: boolean
  /** Minutes of silence after which anybody may write; 0 for never. At most MAX_TIMEOUT. */
  readonly timeout: number
  /** Grows with every change: 0 for rules that nobody has set. */
  readonly revision: number
}

/** Minutes; a week. */
export const MAX_TIMEOUT = 10_080

/** What holds in a room where nobody has said otherwise: `chat` and any other topic take turns. */
export const FIRST_RULES: RoomRules = { turns: true, timeout: 0, revision: 0 }
/** Two people who talk to each other need no turns. */
export const DIRECT_RULES: RoomRules = { turns: false, timeout: 0, revision: 0 }

/** Whether rules that came replace the known ones; of two with one revision the same one wins everywhere. */
export function replacesRules(came: RoomRules, known: RoomRules): boolean {
  if (came.revision !== known.revision) return came.revision > known.revision
  if (came.timeout !== known.timeout) return came.timeout > known.timeout
  return came.turns && !known.turns
}
