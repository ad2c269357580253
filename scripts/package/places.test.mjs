import path from 'node:path'
import { expect, test } from 'vitest'
import { placesIn, unpackedIn } from './places.mjs'

test.each([
  ['linux', 'x64', 'linux-unpacked/resources', 'linux-unpacked/porchlight'],
  ['linux', 'arm64', 'linux-arm64-unpacked/resources', 'linux-arm64-unpacked/porchlight'],
  ['win32', 'x64', 'win-unpacked/resources', 'win-unpacked/Porchlight.exe'],
  ['darwin', 'arm64', 'mac-arm64/Porchlight.app/Contents/Resources', 'mac-arm64/Porchlight.app'],
])('knows where %s %s lies', (platform, arch, resources, binary) => {
  expect(placesIn(unpackedIn('dist', platform, arch), platform)).toMatchObject({
    resources: path.join('dist', resources),
    binary: path.join('dist', binary),
  })
})
