import { expect, it } from 'vitest'
import { isEmojiOnly } from './emoji-only'

it.each(['🦊', '🦊 🦊\n🦊', '👨‍👩‍👧‍👦', '👍🏽', '🇮🇹', '❤️', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])('%s is nothing but emoji', (text) => {
  expect(isEmojiOnly(text)).toBe(true)
})

it.each(['', '  ', 'a', '🦊!', '12', '#', '🦊'.repeat(40)])('%j is a text', (text) => {
  expect(isEmojiOnly(text)).toBe(false)
})
