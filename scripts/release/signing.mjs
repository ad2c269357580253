// What signs a package comes from the release workflow's secrets. Without them a release is made all the same, and
// says so: it is for whoever publishes it to decide, and they must not find out from a user.

const certificates = {
  darwin: {
    title: 'macOS',
    parts: [
      { done: 'signed', needs: ['CSC_LINK'], may: ['CSC_KEY_PASSWORD'] },
      { done: 'notarised', needs: ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'], may: [] },
    ],
    otherwise:
      'macOS refuses to open it until the user allows it in the system settings, and it cannot update itself.',
  },
  win32: {
    title: 'Windows',
    parts: [{ done: 'signed', needs: ['WIN_CSC_LINK'], may: ['WIN_CSC_KEY_PASSWORD'] }],
    otherwise: 'Windows warns that its publisher is unknown.',
  },
}

/**
 * How a package will be signed with this environment: the environment without names that hold nothing (a secret
 * that is not there comes as an empty text, which the builder takes for a file's name), what to say in the run's
 * summary, and what is half given, which stops a release: somebody meant it to be signed.
 */
export function signingWith(env, platform) {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => !isOurs(name) || value !== ''),
  )
  const { title, parts, otherwise } = certificates[platform] ?? { parts: [] }
  const missing = parts.map(({ needs }) => needs.filter((name) => given[name] === undefined))
  const problems = parts.flatMap((part, index) => halfGiven(part, missing[index], given))
  const not = parts.filter((_, index) => missing[index].length > 0)
  const summary =
    not.length === 0
      ? parts.length === 0
        ? []
        : [`${title}: ${joined(parts)}.`]
      : [
          `> [!WARNING]`,
          `> **The ${title} package is NOT ${joined(not)}.** ${otherwise}`,
          `> Missing secrets: ${missing.flat().join(', ')}.`,
        ]
  return { env: given, summary, problems }
}

function isOurs(name) {
  return Object.values(certificates).some(({ parts }) =>
    parts.some(({ needs, may }) => needs.includes(name) || may.includes(name)),
  )
}

/** Some of the names but not all. A password that stands alone counts: it belongs to a certificate. */
function halfGiven({ done, needs, may }, missing, given) {
  const some = [...needs, ...may].some((name) => given[name] !== undefined)
  return some && missing.length > 0 ? [`To be ${done}, it also needs: ${missing.join(', ')}.`] : []
}

function joined(parts) {
  return parts.map(({ done }) => done).join(' and ')
}
