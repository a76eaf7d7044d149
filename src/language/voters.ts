import { languageDefaults } from '../config/defaults.ts'
import { loadGrams } from './grams.ts'

/** Who is asked what language a text is in, behind one shape each: a voter knows some languages and says how likely each is. */
export interface Voter {
  /** Of its logarithms in the sum. */
  readonly weight: number
  /** How likely the text is in each of the languages, on any scale; one that is absent has no chance. */
  likelihoods(text: string, languages: ReadonlySet<string>): ReadonlyMap<string, number>
  /** Its likelihoods are shares of all the languages there are: little for all that are asked about means another. */
  readonly knowsOthers?: true
  /** Whether it has ever heard of the language in this script. */
  knows(language: string, script: string): boolean
}

/** Loads the voters; each is absent that does not load, and the others go on. */
export async function loadVoters(): Promise<readonly Voter[]> {
  const loaded = await Promise.allSettled([loadFasttext(), loadEld(), loadFranc()])
  return loaded.flatMap((voter) => (voter.status === 'fulfilled' ? [voter.value] : []))
}

/** What is used of fasttext.wasm.js. */
interface FasttextModule {
  readonly getLIDModel: () => Promise<{ load(): Promise<FasttextModel> }>
}
interface FasttextModel {
  /** Best first: share and label, `__label__en`. A vector of C++, to be deleted. */
  predict(
    text: string,
    count: number,
    threshold: number,
  ): { size(): number; get(index: number): readonly [number, string]; delete(): void }
}

/** fastText's lid.176 (CC-BY-SA 3.0) in WebAssembly: the best of all from three words on. 25 MB. */
async function loadFasttext(): Promise<Voter> {
  // The types of the package name files without their endings, which nobody resolves.
  const { getLIDModel } = (await import('fasttext.wasm.js')) as unknown as FasttextModule
  const model = await (await getLIDModel()).load()
  const likelihoods = (text: string, languages?: ReadonlySet<string>): ReadonlyMap<string, number> => {
    const found = model.predict(`${text}\n`, languageDefaults.fasttextGuesses, 0)
    const shares = new Map<string, number>()
    const size = found.size()
    for (let index = 0; index < size && shares.size !== languages?.size; index++) {
      const [share, label] = found.get(index)
      const language = label.slice('__label__'.length)
      if (languages?.has(language) !== false) shares.set(language, share)
    }
    found.delete()
    return shares
  }
  const known = new Set(likelihoods('a').keys())
  return {
    weight: languageDefaults.fasttextWeight,
    knowsOthers: true,
    likelihoods,
    knows: (language) => known.has(language),
  }
}

/** Languages that eld has learned in one of their scripts only. */
const eldScripts: Readonly<Record<string, string>> = { sr: 'Cyrl', az: 'Latn', ku: 'Arab', ms: 'Latn' }
const eldKnows = new Set(
  'am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh'.split(
    ' ',
  ),
)

/** eld: groups of letters, the best of all at single words. */
async function loadEld(): Promise<Voter> {
  const alike = await loadGrams()
  return {
    weight: languageDefaults.eldWeight,
    likelihoods: (text) =>
      new Map(
        Object.entries(alike(text)).map(
          ([language, share]) => [language, share ** languageDefaults.eldSharpness] as const,
        ),
      ),
    knows: (language, script) => eldKnows.has(language) && (eldScripts[language] ?? script) === script,
  }
}

/** franc's name (ISO 639-3) of a language. */
// prettier-ignore
const francNames: Readonly<Record<string, string>> = {
  af: 'afr', am: 'amh', ar: 'arb', az: 'azj', be: 'bel', bg: 'bul', bs: 'bos', ca: 'cat', cs: 'ces', da: 'dan', de: 'deu',
  en: 'eng', eo: 'epo', es: 'spa', et: 'ekk', fa: 'pes', fi: 'fin', fil: 'tgl', fr: 'fra', gl: 'glg', ha: 'hau', he: 'heb',
  hi: 'hin', hr: 'hrv', hu: 'hun', id: 'ind', ig: 'ibo', it: 'ita', kk: 'kaz', ky: 'kir', lt: 'lit', lv: 'lvs', mk: 'mkd',
  mn: 'khk', mr: 'mar', ms: 'zlm', my: 'mya', ne: 'npi', nl: 'nld', nn: 'nno', no: 'nob', pl: 'pol', ps: 'pbu', pt: 'por',
  ro: 'ron', ru: 'rus', rw: 'kin', sk: 'slk', sl: 'slv', so: 'som', sq: 'als', sr: 'srp', sv: 'swe', sw: 'swh', tg: 'tgk',
  tk: 'tuk', tr: 'tur', tt: 'tat', uk: 'ukr', ur: 'urd', uz: 'uzn', vi: 'vie', wo: 'wol', yi: 'ydd', yo: 'yor', zu: 'zul',
}

/** franc: trigrams, weak alone, and knows languages that the others do not. Its scale is a distance, so it is made one of chances. */
async function loadFranc(): Promise<Voter> {
  const { francAll } = await import('franc')
  return {
    weight: languageDefaults.francWeight,
    likelihoods(text, languages) {
      const length = Math.min(text.length, languageDefaults.trigramLength)
      const only = [...languages].flatMap((language) => francNames[language] ?? [])
      const ranking = new Map(francAll(text, { only, minLength: 1 }))
      return new Map(
        [...languages].flatMap((language) => {
          const alike = ranking.get(francNames[language] ?? '')
          return alike === undefined
            ? []
            : [[language, Math.exp((alike - 1) * length * languageDefaults.trigramSharpness)] as const]
        }),
      )
    },
    knows: (language) => language in francNames,
  }
}
