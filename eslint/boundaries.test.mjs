import { ESLint, RuleTester } from 'eslint'
import path from 'node:path'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'
import { describe, expect, it } from 'vitest'
import { boundaries } from './boundaries.mjs'

const root = path.resolve(import.meta.dirname, '..')

RuleTester.describe = describe
RuleTester.it = it
RuleTester.itOnly = it.only

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } })

const may = (filename, code) => ({
  name: `${filename} may: ${code}`,
  filename: path.join(root, filename),
  code,
})
const mayNot = (filename, code, messageId = 'forbidden') => ({
  ...may(filename, code),
  name: `${filename} may not: ${code}`,
  errors: [{ messageId }],
})

tester.run('porchlight/boundaries', boundaries, {
  valid: [
    may('src/shared/chat/turn.ts', "import { sameUser } from './name'"),
    may('src/shared/chat/turn.ts', "import { ok } from '../result'"),
    may('src/shared/structure.ts', "import * as v from 'valibot'; import json5 from 'json5'"),
    may('src/shared/chat/turn.test.ts', "import fc from 'fast-check'"),
    may(
      'src/main/mqtt/session.ts',
      "import { connect } from 'mqtt'; import { EventEmitter } from 'node:events'",
    ),
    may('src/main/mqtt/session.ts', "import type { Qos } from '@shared/mqtt/message'"),
    may('src/main/mqtt/session.broker.test.ts', "import { Bench } from '../broker/testing'"),
    may('src/main/lights/lights.ts', "import type { MqttSession } from '../mqtt/session'"),
    may('src/main/lights/lights.ts', "let session: import('../mqtt/session').MqttSession"),
    may('src/main/chat/room.ts', "import type { StoredMessage } from '../store/history'"),
    may('src/main/tray/render.ts', "import type { Words } from '../words/words'"),
    may(
      'src/main/tray/tray.ts',
      "import type { Tray } from 'electron'; import type { TrayView } from './render'",
    ),
    may(
      'src/main/tray/render.test.ts',
      "import { en } from '../words/en'; import { renderTray } from './render'",
    ),
    may('src/main/windows/create.ts', "import { BrowserWindow, type Session } from 'electron'"),
    may('src/main/app/face.ts', "import { createTray } from '../tray/tray'"),
    may('src/main/index.ts', "import { app } from 'electron'; import { boot } from './app/boot'"),
    may(
      'src/preload/index.ts',
      "import { ipcRenderer } from 'electron'; import { STATE_CHANNEL } from '@shared/ipc/contract'",
    ),
    may('src/renderer/chat/main.ts', "import { mountWindow } from '../mount'; import App from './App.vue'"),
    may('src/renderer/mount.ts', "import './styles/base.css'; import { createApp } from 'vue'"),
    may('src/renderer/chat/App.component.test.ts', "import { aRoom } from '../testing/state'"),
    may('src/main/broker/open-store.ts', "const level = await import('level')"),
    may('scripts/start.mjs', "import { app } from 'electron'"),
  ],
  invalid: [
    // shared is pure
    mayNot('src/shared/chat/turn.ts', "import { app } from 'electron'"),
    mayNot('src/shared/chat/turn.ts', "import type { App } from 'electron'"),
    mayNot('src/shared/chat/turn.ts', "import { randomUUID } from 'node:crypto'"),
    mayNot('src/shared/chat/turn.ts', "import { readFileSync } from 'fs'"),
    mayNot('src/shared/chat/turn.ts', "import type { Words } from '../../main/words/words'"),
    mayNot('src/shared/chat/turn.ts', "import { connect } from 'mqtt'"),
    mayNot('src/shared/chat/turn.ts', "import fc from 'fast-check'"),
    mayNot('src/shared/chat/turn.test.ts', "import { join } from 'node:path'"),
    // rooms without Electron
    mayNot('src/main/mqtt/session.ts', "import { net } from 'electron'"),
    mayNot('src/main/mqtt/session.ts', "import type { Net } from 'electron/main'"),
    mayNot('src/main/mqtt/session.test.ts', "import { net } from 'electron'"),
    mayNot('src/main/lights/lights.ts', "import { app } from 'electron'"),
    mayNot('src/main/chat/room.ts', "import { app } from 'electron'"),
    mayNot('src/main/tray/render.ts', "import type { Tray } from 'electron'"),
    mayNot('src/main/tray/render.ts', "import { createTray } from './tray'"),
    // Electron's types where its objects are passed in
    mayNot('src/main/tray/tray.ts', "import { Tray } from 'electron'", 'typesOnly'),
    mayNot('src/main/tray/tray.ts', "import { type Tray } from 'electron'", 'typesOnly'),
    mayNot('src/main/ipc/register.ts', "export { ipcMain } from 'electron'", 'typesOnly'),
    // rooms do not know each other
    mayNot('src/main/mqtt/session.ts', "import { hosts } from '../broker/host'"),
    mayNot('src/main/mqtt/session.ts', "import type { Room } from '../chat/room'"),
    mayNot('src/main/lights/lights.ts', "import { MqttSession } from '../mqtt/session'", 'typesOnly'),
    mayNot('src/main/chat/room.ts', "import { Lights } from '../lights/lights'"),
    mayNot('src/main/tray/render.ts', "import { createTray } from '../app/face'"),
    mayNot('src/main/ipc/register.ts', "export * from '../chat/room'"),
    mayNot('src/main/words/en.ts', "export type { TrayView } from '../tray/render'"),
    // every way to import
    mayNot('src/main/lights/lights.ts', "const { app } = await import('electron')"),
    mayNot('src/main/lights/lights.ts', "const { app } = require('electron')"),
    mayNot('src/main/lights/lights.ts', "const where = require.resolve('electron')"),
    mayNot('src/main/lights/lights.ts', "import electron = require('electron')"),
    mayNot('src/main/lights/lights.ts', "let app: import('electron').App"),
    mayNot('src/main/lights/lights.ts', 'const { app } = await import(`electron`)'),
    mayNot('src/main/lights/lights.ts', 'const any = await import(name)', 'computed'),
    mayNot('src/main/lights/lights.ts', "import { room } from '@shared/../main/chat/room'"),
    // the windows
    mayNot('src/renderer/controller/main.ts', "import { ipcRenderer } from 'electron'"),
    mayNot('src/renderer/controller/main.ts', "import { join } from 'node:path'"),
    mayNot('src/renderer/controller/main.ts', "import type { Words } from '../../main/words/words'"),
    mayNot('src/renderer/controller/main.ts', "import { days } from '../chat/days'"),
    mayNot('src/renderer/stores/app-state.ts', "import { connect } from 'mqtt'"),
    mayNot('src/renderer/components/NoticeList.ts', "import App from '../chat/App.vue'"),
    mayNot('src/preload/index.ts', "import { readFileSync } from 'node:fs'"),
    // tests' helpers, and rooms nobody has described
    mayNot('src/main/mqtt/session.ts', "import { bench } from './testing'", 'testing'),
    mayNot('src/main/attic/box.ts', "import { ok } from '@shared/result'", 'noRoom'),
  ],
})

new RuleTester({ languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } } }).run(
  'porchlight/boundaries in a component',
  boundaries,
  {
    valid: [
      may('src/renderer/chat/App.vue', '<script setup lang="ts">\nimport { ref } from "vue"\n</script>'),
    ],
    invalid: [
      mayNot(
        'src/renderer/chat/App.vue',
        '<script setup lang="ts">\nimport { ipcRenderer } from "electron"\n</script>',
      ),
    ],
  },
)

describe('the configuration of the project', () => {
  const eslint = new ESLint({ cwd: root })

  /** The errors that the project's own configuration finds in a component's script and template, as rule names. */
  async function errorsIn(script, template = '<p />') {
    const text = `<script setup lang="ts">\n${script}\n</script>\n\n<template>\n  ${template}\n</template>\n`
    const [result] = await eslint.lintText(text, {
      filePath: path.join(root, 'src/renderer/chat/ThingList.vue'),
    })
    return result.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId)
  }

  it('fails on a wrong import, and on nothing else there', async () => {
    expect(await errorsIn("import { ipcRenderer } from 'electron'\n\nipcRenderer.send('state')")).toEqual([
      'porchlight/boundaries',
    ])
    expect(await errorsIn("import { nextTick } from 'vue'\n\nvoid nextTick()")).toEqual([])
  })

  it('lets no comment switch that off', async () => {
    const hidden = [
      '/* eslint-disable */',
      '// eslint-disable-next-line porchlight/boundaries -- just this once',
      "import { ipcRenderer } from 'electron'",
      "ipcRenderer.send('state')",
    ].join('\n')
    expect(await errorsIn(hidden)).toContain('porchlight/boundaries')
  })

  it('fails on markup from text and on talk to the console', async () => {
    const errors = await errorsIn(
      "defineProps<{ text: string }>()\nconsole.log('here')",
      '<p v-html="text" />',
    )
    expect(errors.toSorted()).toEqual(['no-console', 'vue/no-v-html'])
  })

  it.each(['src/shared/result.ts', 'src/main/index.ts', 'src/main/tray/render.ts', 'src/preload/index.ts'])(
    'is as strict in %s',
    async (file) => {
      const { rules, linterOptions } = await eslint.calculateConfigForFile(path.join(root, file))
      expect(rules['porchlight/boundaries'][0]).toBe(2)
      expect(rules['@typescript-eslint/no-explicit-any'][0]).toBe(2)
      expect(linterOptions.noInlineConfig).toBe(true)
    },
  )
})
