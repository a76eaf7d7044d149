import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { CommandFailed, type Terminal } from './terminal.ts'
import { listModels, pullModel } from './models.ts'

let folder: string
let server: Server
let notes: string[]
let rows: string[]
let terminal: Terminal
let missing: string | undefined

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'colloquy-models-'))
  notes = []
  rows = []
  missing = undefined
  terminal = {
    out: (line) => void rows.push(line),
    note: (line) => void notes.push(line),
    interactive: false,
    environment: () => ({ MODELS_DIR: folder }),
    lines: () => {
      throw new Error('Nothing is asked.')
    },
  }
  server = createServer(({ url = '' }, response) => {
    response.statusCode = missing !== undefined && url.endsWith(missing) ? 404 : 200
    response.end(`bytes of ${url}`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const at = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

describe('models', () => {
  test('are downloaded whole, and used from then on', async () => {
    await pullModel(terminal, at())
    const file = path.join(folder, 'Xenova/multilingual-e5-small/onnx/model_quantized.onnx')
    expect(await readFile(file, 'utf8')).toContain('resolve/main/onnx/model_quantized.onnx')
    listModels(terminal, { json: true })
    expect(JSON.parse(rows.join('\n'))).toMatchObject([
      { model: 'Xenova/all-MiniLM-L6-v2', used: 'no' },
      { model: 'Xenova/multilingual-e5-small', place: folder, used: 'yes' },
    ])
    await pullModel(terminal, at())
    expect(notes.at(-1)).toContain('already')
  })

  test('that cannot be had are said so, and leave nothing behind', async () => {
    missing = 'tokenizer_config.json'
    await expect(pullModel(terminal, at())).rejects.toThrow(CommandFailed)
    expect(notes.at(-1)).toMatch(
      /could not be downloaded from 127\.0\.0\.1:\d+: it answered 404\. On a machine without/u,
    )
    server.close()
    await expect(pullModel(terminal, 'http://127.0.0.1:1')).rejects.toThrow(CommandFailed)
    listModels(terminal, { json: true })
    expect(JSON.parse(rows.join('\n'))).toMatchObject([{ used: 'yes' }, { place: 'absent', used: 'no' }])
  })
})
