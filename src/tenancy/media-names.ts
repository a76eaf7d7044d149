import { mediaDefaults } from '../config/defaults.ts'

/**
 * A file's name as it may be shown, sent on and saved: its last piece alone, without anything that a file system, a
 * header, a shell or a reader's eye could take for something else. Undefined when nothing is left. It is never part of a
 * path here.
 */
export function plainName(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .toWellFormed()
    // Controls, and what turns the direction of writing around: `photo\u202Egpj.exe`.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replaceAll(/[<>:"|?*%;$`&^{}'\p{Zs}]+/gu, ' ')
    .trim()
    // Neither hidden, nor the folder itself, nor one above.
    .replace(/^[\s.~-]+/u, '')
    .replace(/[\s.]+$/u, '')
  const short = shortened(plain)
  return short === '' ? undefined : short
}

/** Cut in the middle: the end says what it is. */
function shortened(name: string): string {
  const letters = Array.from(name)
  if (letters.length <= mediaDefaults.nameLength) return name
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return (
    letters
      .slice(0, mediaDefaults.nameLength - extension.length)
      .join('')
      .trimEnd() + extension
  )
}
