/** Longest text in code units that can be a few emoji; one family of four is 11. */
const LONGEST = 60
const EMOJI =
  /^(?:(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\u{FE0F}?\u{20E3})(?:\p{Emoji_Modifier}|\u{FE0F}|\u{200D}|[\u{E0020}-\u{E007F}])*|\s)+$/u

/** Whether a text is nothing but a few emoji, which are drawn larger. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= LONGEST && text.trim() !== '' && EMOJI.test(text)
}
