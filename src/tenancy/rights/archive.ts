import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** One file of an archive; its bytes are asked for when it is its turn. */
export interface ArchiveEntry {
  readonly path: string
  /** One sentence, for the table of contents. */
  readonly about: string
  readonly content: AsyncIterable<Uint8Array | string>
  /** What is packed already is not packed again. */
  readonly packed?: boolean
}

export interface ArchivedFile {
  readonly path: string
  readonly about: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
  /** Of JSON Lines. */
  readonly rows?: number
}

/**
 * Writes a ZIP archive, file after file, with `manifest.json` at its end: never more than a piece of one is in memory.
 * Gives its size and hash. An unfinished one is removed.
 */
export async function writeArchive(
  target: string,
  entries: AsyncIterable<ArchiveEntry>,
  manifest: (files: readonly ArchivedFile[]) => unknown,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const zip = new ZipFile()
  const broken = new AbortController()
  const ended = AbortSignal.any([signal, broken.signal])
  const whole = measured()
  // The door's own type of a stream is Node's.
  const written = pipeline(zip.outputStream, whole.through, createWriteStream(target, { mode: 0o600 }), {
    signal: ended,
  })
  // Whoever waits for the next entry hears of it, too.
  written.catch(() => undefined)
  try {
    const files: ArchivedFile[] = []
    for await (const { path, about, content, packed = false } of entries) {
      const { through, result } = measured()
      const source = Readable.from(content, { objectMode: false })
      zip.addReadStream(through, path, { compress: !packed, forceZip64Format: !packed, mode: 0o600 })
      await Promise.race([pipeline(source, through, { signal }), written.then(() => Promise.reject(new Error('cut')))])
      const { bytes, sha256, lines } = result()
      files.push({ path, about, bytes, sha256, ...(path.endsWith('.jsonl') ? { rows: lines } : {}) })
    }
    zip.addBuffer(Buffer.from(`${JSON.stringify(manifest(files), undefined, 2)}\n`), 'manifest.json', { mode: 0o600 })
    zip.end()
    await written
    await onDisk(target)
    return whole.result()
  } catch (error) {
    broken.abort()
    await written.catch(() => undefined)
    await rm(target, { force: true })
    throw error
  }
}

function measured() {
  const hash = createHash('sha256')
  let bytes = 0
  let lines = 0
  const through = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece)
      bytes += piece.length
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++
      done(null, piece)
    },
  })
  return { through, result: () => ({ bytes, lines, sha256: hash.digest('hex') }) }
}

async function onDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
