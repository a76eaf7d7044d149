/** Which writing systems a text is in: decides most languages alone, and costs one pass over the characters. */

/** ISO 15924, in the order of the code points; letters only, so that digits and punctuation count for nobody. */
const ranges: readonly (readonly [from: number, to: number, script: string])[] = [
  [0xc0, 0x24f, 'Latn'],
  [0x300, 0x36f, 'Zinh'],
  [0x370, 0x3ff, 'Grek'],
  [0x400, 0x52f, 'Cyrl'],
  [0x531, 0x587, 'Armn'],
  [0x5d0, 0x5f4, 'Hebr'],
  [0x620, 0x65f, 'Arab'],
  [0x66e, 0x6ef, 'Arab'],
  [0x6fa, 0x77f, 'Arab'],
  [0x8a0, 0x8ff, 'Arab'],
  [0x900, 0x963, 'Deva'],
  [0x980, 0x9e5, 'Beng'],
  [0xa00, 0xa65, 'Guru'],
  [0xa80, 0xae5, 'Gujr'],
  [0xb00, 0xb65, 'Orya'],
  [0xb80, 0xbe5, 'Taml'],
  [0xc00, 0xc65, 'Telu'],
  [0xc80, 0xce5, 'Knda'],
  [0xd00, 0xd65, 'Mlym'],
  [0xd80, 0xdf3, 'Sinh'],
  [0xe01, 0xe4e, 'Thai'],
  [0xe80, 0xecf, 'Laoo'],
  [0xf00, 0xfff, 'Tibt'],
  [0x1000, 0x109f, 'Mymr'],
  [0x10a0, 0x10ff, 'Geor'],
  [0x1100, 0x11ff, 'Hang'],
  [0x1200, 0x137f, 'Ethi'],
  [0x1780, 0x17d3, 'Khmr'],
  [0x1820, 0x18aa, 'Mong'],
  [0x1e00, 0x1eff, 'Latn'],
  [0x1f00, 0x1fff, 'Grek'],
  [0x3041, 0x30ff, 'Kana'],
  [0x3131, 0x318e, 'Hang'],
  [0x31f0, 0x31ff, 'Kana'],
  [0x3400, 0x9fff, 'Hani'],
  [0xac00, 0xd7a3, 'Hang'],
  [0xf900, 0xfaff, 'Hani'],
  [0xfb1d, 0xfb4f, 'Hebr'],
  [0xfb50, 0xfdfb, 'Arab'],
  [0xfe70, 0xfefc, 'Arab'],
  [0x20000, 0x323af, 'Hani'],
]

function scriptOf(code: number): string | undefined {
  for (const [from, to, script] of ranges) {
    if (code < from) return undefined
    if (code <= to) return script
  }
  return undefined
}

/** How many letters of the text are in which script. */
export function countScripts(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  let latin = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) {
      if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) latin++
      continue
    }
    const script = scriptOf(text.codePointAt(index) ?? unit)
    if (script !== undefined) counts.set(script, (counts.get(script) ?? 0) + 1)
  }
  if (latin > 0) counts.set('Latn', (counts.get('Latn') ?? 0) + latin)
  counts.delete('Zinh')
  return counts
}

const written: Readonly<Record<string, readonly string[]>> = {
  Hans: ['Hani'],
  Hant: ['Hani'],
  Jpan: ['Kana', 'Hani'],
  Kore: ['Hang'],
}

/** Languages that many people write in another script than the one Unicode gives first. */
const alsoWritten: Readonly<Record<string, string>> = { sr: 'Latn', kk: 'Latn', uz: 'Cyrl', az: 'Cyrl' }

/** The scripts a language is written in; empty for what is no language tag. */
export function scriptsOf(tag: string): readonly string[] {
  try {
    const locale = new Intl.Locale(tag)
    const script = locale.maximize().script ?? ''
    const other = locale.script === undefined ? alsoWritten[locale.language] : undefined
    return [...(written[script] ?? [script]), ...(other === undefined ? [] : [other])]
  } catch {
    return []
  }
}
