import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** A certificate with its key, as PEM texts and as the files they are in. */
export interface Certificate {
  readonly cert: string
  readonly key: string
  readonly certFile: string
  readonly keyFile: string
}

/** All are of one CA, except the self-signed one. */
export interface Certificates {
  readonly ca: Certificate
  /** For localhost and 127.0.0.1. */
  readonly server: Certificate
  readonly client: Certificate
  /** For localhost and 127.0.0.1, vouched for by nobody. */
  readonly selfSigned: Certificate
  /** For localhost and 127.0.0.1, good for a month long ago. */
  readonly expired: Certificate
  /** For a host that is not this one. */
  readonly otherHost: Certificate
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
const HERE = 'subjectAltName=DNS:localhost,IP:127.0.0.1'
/** From when to when, in the form of ASN.1's GeneralizedTime. */
const GOOD = ['20200101000000Z', '20991231000000Z'] as const
const LONG_AGO = ['20200101000000Z', '20200201000000Z'] as const

// `openssl ca` can give a certificate any dates, in old releases and new ones; it wants to keep books for that.
const BOOKS = `[ca]
default_ca = books
[books]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = policy
copy_extensions = copy
unique_subject = no
[policy]
commonName = supplied
`

/** Makes a CA in the folder, and with it what a broker and a client can show: one of each kind. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const openssl = (...args: string[]): Promise<unknown> => execute('openssl', args, { cwd: folder })

  async function selfMade(name: string, subject: string, ...more: string[]): Promise<Certificate> {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`]
    await openssl('req', '-x509', ...NEW_KEY, '-days', '3650', '-subj', `/CN=${subject}`, ...more, ...files)
    return certificateIn(folder, name)
  }

  async function ofCa(
    name: string,
    subject: string,
    altName: string,
    [from, to]: readonly [string, string],
  ): Promise<Certificate> {
    const request = ['-subj', `/CN=${subject}`, '-addext', altName]
    await openssl('req', ...NEW_KEY, ...request, '-keyout', `${name}.key`, '-out', `${name}.csr`)
    const signed = ['-cert', 'ca.crt', '-keyfile', 'ca.key', '-startdate', from, '-enddate', to]
    const files = ['-in', `${name}.csr`, '-out', `${name}.crt`]
    await openssl('ca', '-batch', '-notext', '-config', 'books.cnf', ...signed, ...files)
    return certificateIn(folder, name)
  }

  await writeFile(join(folder, 'books.cnf'), BOOKS)
  await writeFile(join(folder, 'index.txt'), '')
  // One after the other: the CA has one set of books.
  return {
    ca: await selfMade('ca', 'Porchlight test CA'),
    server: await ofCa('server', 'localhost', HERE, GOOD),
    client: await ofCa('client', 'porchlight', 'subjectAltName=DNS:porchlight', GOOD),
    selfSigned: await selfMade('self-signed', 'localhost', '-addext', HERE),
    expired: await ofCa('expired', 'localhost', HERE, LONG_AGO),
    otherHost: await ofCa('other-host', 'broker.example', 'subjectAltName=DNS:broker.example', GOOD),
  }
}

async function certificateIn(folder: string, name: string): Promise<Certificate> {
  const certFile = join(folder, `${name}.crt`)
  const keyFile = join(folder, `${name}.key`)
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')])
  return { cert, key, certFile, keyFile }
}
