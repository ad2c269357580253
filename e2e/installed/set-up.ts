import { install, packageUnderTest } from './dpkg'

/** Installs the package before the first test. What is left of it, scripts/test-package.mjs removes. */
export default async function setUp(): Promise<void> {
  await install(packageUnderTest())
}
