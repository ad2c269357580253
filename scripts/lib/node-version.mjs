/** Whether a Node version satisfies an `engines` entry of the form `>=major.minor`. */
export function isNewEnough(version, wanted) {
  const [major = 0, minor = 0] = numbers(version)
  const [wantedMajor = 0, wantedMinor = 0] = numbers(wanted)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

function numbers(text) {
  return (text.match(/\d+/g) ?? []).map(Number)
}
