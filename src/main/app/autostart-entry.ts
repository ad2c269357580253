/** What a file of the autostart folder says, as far as it concerns us. */
export interface AutostartEntry {
  /** The desktop starts what it names. */
  readonly isOn: boolean
  /** The program of its command; undefined where there is none. */
  readonly program: string | undefined
}

/**
 * The text of an autostart file (Desktop Application Autostart Specification and Desktop Entry Specification, both at
 * specifications.freedesktop.org). It needs no translation: desktops show its name alone.
 */
export function writeAutostart(program: string, args: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Porchlight',
    'Icon=porchlight',
    `Exec=${[quote(program), ...args].join(' ')}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Reads an autostart file, be it ours or changed by the user or their desktop. */
export function readAutostart(text: string): AutostartEntry {
  const keys = readKeys(text)
  // `Hidden` is how a desktop notes that its user wants no such file; GNOME has a key of its own.
  const isOff = keys.get('Hidden') === 'true' || keys.get('X-GNOME-Autostart-enabled') === 'false'
  const program = firstArgument(unescape(keys.get('Exec') ?? ''))
  return { isOn: program !== undefined && !isOff, program }
}

/**
 * One argument of `Exec`: in quotation marks, with what is special in them escaped, percent signs doubled so that they
 * are no field codes, and the whole escaped once more as every string of such a file (Desktop Entry Specification, "The
 * Exec key").
 */
function quote(argument: string): string {
  const quoted = `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`
  return quoted
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
}

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }

function unescape(value: string): string {
  return value.replace(/\\(.)/g, (whole, character: string) => ESCAPES[character] ?? whole)
}

function firstArgument(command: string): string | undefined {
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"/s.exec(command)?.[1]?.replace(/\\(["`$\\])/g, '$1')
  const program = quoted ?? /^\s*([^\s"]+)/.exec(command)?.[1]
  return program?.replaceAll('%%', '%')
}

/** The keys of the group that counts; the first of a name does. */
function readKeys(text: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  let isOurs = false
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) isOurs = line.trim() === '[Desktop Entry]'
    const [, key, value] = /^([A-Za-z\d-]+)\s*=\s*(.*)$/.exec(line) ?? []
    if (isOurs && key !== undefined && value !== undefined && !keys.has(key)) keys.set(key, value.trim())
  }
  return keys
}
