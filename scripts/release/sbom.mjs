import { spawnSync } from 'node:child_process'
import { npmCommand, Told } from '../lib/command.mjs'
import { root } from '../lib/paths.mjs'

/**
 * What the program is made of, as CycloneDX in JSON, by npm's own hand from the lock file. Everything is in it: most
 * of what the program consists of is bundled, and stands among the development packages next to mere tools.
 */
export function makeSbom(name) {
  const npm = npmCommand([
    'sbom',
    '--package-lock-only',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
  ])
  const { status, stdout, stderr } = spawnSync(npm.command, npm.args, {
    cwd: root,
    encoding: 'utf8',
    shell: npm.shell,
    maxBuffer: 1 << 26,
  })
  if (status !== 0) throw new Told(`npm sbom failed:\n${stderr}`)
  return named(stdout, name)
}

/** npm calls the program after the folder of the checkout. */
export function named(text, name) {
  const sbom = JSON.parse(text)
  if (sbom.bomFormat !== 'CycloneDX') throw new Told('npm sbom wrote something else than CycloneDX.')
  sbom.metadata.component.name = name
  return `${JSON.stringify(sbom, null, 2)}\n`
}
