import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readingDefaults } from '../config/defaults.ts'
import { Refused } from '../contracts/errors.ts'
import { decodeSpeech } from './audio.ts'
import { createOcr, trainedFor } from './ocr.ts'
import type { Ocr } from './ocr.ts'
import { pictureSize } from './picture-size.ts'
import { createWhisper, findWhisper } from './whisper.ts'

const note = readFileSync(new URL('./fixtures/note.png', import.meta.url))
const soon = () => AbortSignal.timeout(30_000)

describe('what is written in a picture', () => {
  let ocr: Ocr
  beforeAll(() => {
    ocr = createOcr()
  })
  afterAll(() => ocr.close())

  test('is read with what is installed, and what is broken or too large is refused', async () => {
    expect(await ocr.read(note, ['en'], soon())).toBe('Where is my order 1234?\nIt was paid on Monday.')
    const broken = Buffer.concat([note.subarray(0, 40), Buffer.alloc(500, 7)])
    await expect(ocr.read(broken, ['en'], soon())).rejects.toThrow(Refused)
    await expect(ocr.read(Buffer.from('no picture at all, whatever it is called'), ['en'], soon())).rejects.toThrow(
      'no picture',
    )
    const bomb = Buffer.from(note)
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    await expect(ocr.read(bomb, ['en'], soon())).rejects.toThrow('pixels')
    // It goes on after all of that.
    expect(await ocr.read(note, ['en'], soon())).toContain('1234')
  })

  test('is looked for in the languages that are installed, and in English', () => {
    expect(trainedFor(['de-AT', 'xx']).map(({ name }) => name)).toEqual(['deu', 'eng'])
    expect(trainedFor([]).map(({ name }) => name)).toEqual(['eng'])
    expect(trainedFor(['fr', 'es', 'it', 'pt'])).toHaveLength(readingDefaults.pictureLanguages)
  })

  test('is of a size that is known before it is unpacked', () => {
    expect(pictureSize(note)).toEqual({ width: 420, height: 120 })
    const jpeg = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 120, 1, 164]),
      Buffer.alloc(30),
    ])
    expect(pictureSize(jpeg)).toEqual({ width: 420, height: 120 })
    expect(pictureSize(Buffer.from('GIF89a\xa4\x01\x78\x00', 'latin1'))).toBeUndefined()
    expect(pictureSize(Buffer.alloc(100))).toBeUndefined()
  })
})

/** A tone of one second, as a WAV file. */
function wav(rate: number, channels: number): Buffer {
  const samples = Buffer.alloc(rate * channels * 2)
  for (let at = 0; at < rate; at++)
    for (let channel = 0; channel < channels; channel++)
      samples.writeInt16LE(
        Math.round(Math.sin((at * 440 * 2 * Math.PI) / rate) * 16_000),
        (at * channels + channel) * 2,
      )
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * channels * 2, 28)
  head.writeUInt16LE(channels * 2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

describe('a recording', () => {
  test.each([
    [16_000, 1],
    [48_000, 2],
    [44_100, 1],
    [8000, 1],
  ])('of %i samples a second on %i channels becomes what whisper hears', async (rate, channels) => {
    const speech = await decodeSpeech(wav(rate, channels), 10)
    if ('refused' in speech) throw new Error(speech.refused)
    expect(Math.abs(speech.samples.length - 16_000)).toBeLessThan(3)
    // The tone is still there, as loud as it was, and as high.
    const loudest = speech.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    expect(loudest).toBeGreaterThan(0.42)
    expect(loudest).toBeLessThan(0.52)
    let crossings = 0
    for (let at = 1; at < speech.samples.length; at++)
      if (speech.samples[at - 1]! < 0 && speech.samples[at]! >= 0) crossings++
    expect(Math.abs(crossings - 440)).toBeLessThan(3)
  })

  test('that is none, or too long, is refused with the reason', async () => {
    expect(await decodeSpeech(Buffer.from('this is no sound'), 10)).toHaveProperty('refused')
    expect(await decodeSpeech(wav(8000, 1), 0.5)).toEqual({ refused: expect.stringContaining('longer') })
  })
})

describe('weights of whisper', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'weights-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function put(name: string, complete = true) {
    await mkdir(path.join(folder, name, 'onnx'), { recursive: true })
    const files = ['config.json', 'tokenizer.json', 'preprocessor_config.json', 'onnx/encoder_model_quantized.onnx']
    for (const file of complete ? files : files.slice(1)) await writeFile(path.join(folder, name, file), '{}')
  }

  test('are found in the models’ folder: the largest that is complete', async () => {
    expect(findWhisper(path.join(folder, 'nowhere'))).toBeUndefined()
    await put('Xenova/whisper-tiny')
    await put('onnx-community/whisper-base')
    await put('Xenova/whisper-large', false)
    expect(findWhisper(folder)).toBe('onnx-community/whisper-base')
  })

  test('that are broken are the recording’s failure, and nobody else’s', async () => {
    const whisper = createWhisper(folder)
    expect(whisper.model).toBe('onnx-community/whisper-base')
    await expect(whisper.hear(Buffer.from('noise'), 'en', soon())).rejects.toThrow('no format')
    await expect(whisper.hear(wav(16_000, 1), 'en', soon())).rejects.toThrow('cannot be heard')
    await whisper.close()
  })
})
