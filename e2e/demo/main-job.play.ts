import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { ChatWindow } from '../fixtures/chat'
import type { ControllerWindow } from '../fixtures/controller'
import { play } from './stage'

const step = play.step.bind(play)
const pictures = process.env['PORCHLIGHT_PICTURES'] ?? 'demo-pictures'
const BROKER = 'Connected to 127.0.0.1:1883'
const HOSTED_HERE = 'This copy runs the broker'
const TRAY_PICTURE = { width: 240, height: 30 }

play('The main job with two copies', async ({ enter, panel }) => {
  const picture = (name: string): string => join(pictures, `${name}.png`)
  const photograph = async (name: string, { page }: ControllerWindow | ChatWindow): Promise<void> =>
    void (await page.screenshot({ path: picture(name), animations: 'disabled' }))
  const trayPicture = async (name: string): Promise<void> => {
    await panel?.movePointerAway()
    await panel?.picture(picture(name), TRAY_PICTURE)
  }

  // 1. Two copies meet.
  let john = await enter('John')
  const johns = await john.controller()
  await step("John's copy finds no broker and hosts one itself, on 127.0.0.1:1883.", async () => {
    await expect(johns.connection).toContainText(BROKER)
    await expect(johns.connection).toContainText(HOSTED_HERE)
  })
  const yoko = await enter('Yoko')
  const yokos = await yoko.controller()
  await step("Yoko's copy finds that broker and joins it.", () =>
    expect(yokos.connection).toContainText(BROKER),
  )

  const lightIs = async (state: 'on' | 'off'): Promise<void> => {
    for (const { tray } of [john, yoko])
      if (tray) await expect.poll(() => tray.tooltip()).toBe(`led: ${state} · connected`)
    for (const controller of [johns, yokos])
      await expect(controller.lightSwitch()).toBeChecked({ checked: state === 'on' })
  }

  // 2. The light.
  if (panel && john.tray) {
    await step('Both show an icon in the tray of the panel.', () =>
      expect.poll(() => panel.tray.shownBy().length).toBe(2),
    )
    await john.tray.clickMenu('Turn on')
    await step('"Turn on" in the menu of John\'s tray: both trays and both controllers say on.', () =>
      lightIs('on'),
    )
    await trayPicture('tray-lit')
    await panel.clickLastIcon('main')
    await step(
      'A click on an icon in the panel, by the pointer: both trays and both controllers say off.',
      () => lightIs('off'),
    )
    await trayPicture('tray-unlit')
  }
  await yokos.lightSwitch().click()
  await step("The switch in Yoko's controller: everybody says on.", () => lightIs('on'))
  await photograph('controller-john', johns)
  await photograph('controller-yoko', yokos)

  // 3. The chat.
  let johnsChat = await john.chat()
  const yokosChat = await yoko.chat()
  await step('In the chat each sees the other among the people.', async () => {
    await expect(johnsChat.person('Yoko')).toBeVisible()
    await expect(yokosChat.person('John')).toBeVisible()
    await expect(johnsChat.turn).toContainText('Your turn')
  })
  const says = async (who: string, from: ChatWindow, to: ChatWindow, text: string): Promise<void> => {
    await from.write(text)
    await expect(to.article(who, text)).toBeVisible()
  }
  const refusedASecondTime = async (who: string, from: ChatWindow, to: ChatWindow): Promise<void> => {
    await expect(from.send).toBeDisabled()
    await from.messageBox.fill('And another thing')
    await from.messageBox.press('Enter')
    await expect(from.messageBox).toHaveValue('And another thing')
    const answer = await from.page.evaluate(() =>
      window.porchlight.sendMessage({ room: 'chat', text: 'And another thing' }),
    )
    expect(answer).toEqual({ ok: false, error: { kind: 'not-your-turn' } })
    await expect(to.article(who, 'And another thing')).toHaveCount(0)
    await from.messageBox.fill('')
  }
  await step('John: Hi. Yoko reads it.', () => says('John', johnsChat, yokosChat, 'Hi'))
  await step(
    'John tries a second message in a row: the composer is closed, Enter does nothing, the app refuses.',
    () => refusedASecondTime('John', johnsChat, yokosChat),
  )
  await step('Yoko: Hi, how are you? John reads it.', () =>
    says('Yoko', yokosChat, johnsChat, 'Hi, how are you?'),
  )
  await step('John: Good. Now it is his turn again, and Yoko reads it.', () =>
    says('John', johnsChat, yokosChat, 'Good'),
  )
  await photograph('chat-john', johnsChat)
  await photograph('chat-yoko', yokosChat)

  // 4. The host goes.
  // Once it is gone Playwright does not know its process any more.
  const killed = john.app.process()
  await john.kill()
  await step("John's copy, which hosts the broker, is killed in mid-conversation.", () => expectGone(killed))
  await step(
    "Yoko's copy takes over: it hosts a broker at the same place, and that knows the light.",
    async () => {
      await expect(yokos.connection).toContainText(HOSTED_HERE, { timeout: 30_000 })
      await expect(yokos.connection).toContainText(BROKER)
      await expect(yokos.lightSwitch()).toBeChecked()
      await yokos.lightSwitch().click()
      await expect(yokos.lightSwitch()).not.toBeChecked()
      await yokos.lightSwitch().click()
      await expect(yokos.lightSwitch()).toBeChecked()
    },
  )
  await step('Yoko goes on: Are you still there?', () =>
    says('Yoko', yokosChat, yokosChat, 'Are you still there?'),
  )
  john = await enter('John')
  johnsChat = await john.chat()
  await step("John's copy is started again, joins Yoko's, and has the whole conversation.", async () => {
    await expect((await john.controller()).connection).toContainText(BROKER)
    await expect(johnsChat.article('Yoko', 'Are you still there?')).toBeVisible()
    await expect(johnsChat.articles).toHaveCount(4)
  })
  await step('John: Back again. Yoko reads it; nothing was lost and nothing came twice.', async () => {
    await says('John', johnsChat, yokosChat, 'Back again')
    for (const chat of [johnsChat, yokosChat]) {
      await expect(chat.articles).toHaveCount(5)
      expect((await chat.said()).join('\n')).toMatch(
        /Hi[^]*Hi, how are you\?[^]*Good[^]*still there[^]*Back again/,
      )
    }
  })
  await photograph('chat-after-the-takeover', yokosChat)

  // 5. The end.
  await step('Both copies quit.', async () => {
    await john.quit()
    await yoko.quit()
  })
})

async function expectGone(killed: ChildProcess): Promise<void> {
  await expect.poll(() => killed.exitCode !== null || killed.signalCode !== null).toBe(true)
}
