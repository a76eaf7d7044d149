import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { make } from '../avatars/make.ts'
import { createWorkshop } from '../avatars/workshop/index.ts'
import type { Avatar } from '../contracts/avatars.ts'
import { Refused } from '../contracts/errors.ts'
import { openWorkspace } from './open.ts'
import { printRow, printRows, type Terminal } from './terminal.ts'

export async function checkAvatar(
  terminal: Terminal,
  file: string,
  { json }: { readonly json: boolean },
): Promise<void> {
  const bytes = await readFile(file).catch(() => refuse(file))
  const { traits, model, animations } = await make(bytes, createWorkshop(), new AbortController().signal)
  const own = Object.values(animations.gestures).filter((choice) => choice?.from === 'own')
  const row = {
    ...{ format: traits.format, bytes: bytes.length, bytesAsShown: model.length },
    ...{ vertices: traits.size.vertices, textureBytes: traits.size.textureBytes },
    ...{ face: traits.face.convention, expressions: Object.keys(traits.face.expressions).join(' ') },
    ...{ bones: Object.keys(traits.bones).length, clips: traits.clips.length, gesturesOfItsOwn: own.length },
    ...{ author: traits.origin.author, licence: traits.origin.licence },
  }
  printRow(terminal, row, json)
}

export async function addAvatar(
  terminal: Terminal,
  code: string,
  file: string,
  {
    json,
    name = basename(file, extname(file)),
    ...said
  }: { readonly name?: string; readonly licence?: string; readonly author?: string; readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const { tenant, avatars } = await workspace.tenant(code)
  await readFile(file).catch(() => refuse(file))
  const upload = { ...said, name, visibility: 'own', body: createReadStream(file) } as const
  const avatar = await avatars.own.add(upload, new AbortController().signal)
  await workspace.note('avatar add', tenant.key, { avatar: avatar.id })
  printRow(terminal, rowOf(avatar), json)
}

export async function listAvatars(
  terminal: Terminal,
  code: string,
  { json }: { readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const { avatars } = await workspace.tenant(code)
  printRows(terminal, avatars.all().map(rowOf), json)
}

function rowOf({ id, name, visibility, format, size, face, clips, licence }: Avatar) {
  return { id, name, visibility, format, bytes: size.bytes, face: face.convention, clips: clips.length, licence }
}

function refuse(file: string): never {
  throw new Refused(`There is no file ${file}.`)
}
