/** Numbers as they are said, by language: what they are built from, so that nobody has to list a thousand of them. */

interface Spoken {
  /** 0 to 19, forms separated by slashes. */
  readonly small: string
  /** 20, 30, … 90. */
  readonly tens: string
  /** How the tens and 1 to 9 are one word or more; without it they stand beside each other. */
  readonly both?: (ten: string, unit: string) => readonly string[]
  /** Anything else under a thousand: `word value`. */
  readonly others?: string
  readonly hundred?: string
  readonly thousand: string
  readonly million?: string
  /** Stands between the pieces of one number. */
  readonly and?: string
  /** Forms that are other words as well (articles, mostly): a number only when nothing else was said. */
  readonly article?: string
}

const joined = (ten: string, unit: string) => [`${ten} ${unit}`]

const spoken: Readonly<Record<string, Spoken>> = {
  en: {
    small:
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
    others: 'dozen 12',
    hundred: 'hundred',
    thousand: 'thousand',
    million: 'million',
    and: 'and',
  },
  es: {
    small:
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis/dieciseis diecisiete dieciocho diecinueve',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    both: (ten, unit) => [
      `${ten} y ${unit}`,
      ...(ten === 'veinte'
        ? [`veinti${unit}`, `veinti${unit.replace('dos', 'dós').replace('tres', 'trés').replace('seis', 'séis')}`]
        : []),
    ],
    others:
      'veintiún 21 cien 100 ciento 100 doscientos 200 doscientas 200 trescientos 300 trescientas 300 cuatrocientos 400 cuatrocientas 400 quinientos 500 quinientas 500 seiscientos 600 setecientos 700 ochocientos 800 novecientos 900 docena 12',
    thousand: 'mil',
    million: 'millón/millones',
    article: 'un una',
  },
  pt: {
    small:
      'zero um dois/duas três/tres quatro cinco seis/meia sete oito nove dez onze doze/dúzia treze catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    both: (ten, unit) => [`${ten} e ${unit}`],
    others:
      'cem 100 cento 100 duzentos 200 duzentas 200 trezentos 300 quatrocentos 400 quinhentos 500 seiscentos 600 setecentos 700 oitocentos 800 novecentos 900',
    thousand: 'mil',
    million: 'milhão/milhões',
    and: 'e',
    article: 'um uma',
  },
  fr: {
    small:
      'zéro/zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
    tens: 'vingt trente quarante cinquante soixante septante quatre-vingts/quatre-vingt/octante/huitante nonante',
    both: (ten, unit) => [`${ten} ${unit}`, `${ten} et ${unit}`],
    others: Array.from({ length: 10 }, (_, index) => {
      const unit = 'dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(' ')[index] ?? ''
      return `soixante-${index === 1 ? 'et-' : ''}${unit} ${70 + index} quatre-vingt-${unit} ${90 + index}`
    })
      .concat('douzaine 12 dizaine 10 vingtaine 20')
      .join(' '),
    hundred: 'cent/cents',
    thousand: 'mille',
    million: 'million/millions',
    article: 'un une',
  },
  de: {
    small:
      'null eins zwei/zwo drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf/dutzend dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig',
    both: (ten, unit) => [`${unit === 'eins' ? 'ein' : unit}und${ten}`],
    others:
      'einhundert 100 zweihundert 200 dreihundert 300 vierhundert 400 fünfhundert 500 sechshundert 600 siebenhundert 700 achthundert 800 neunhundert 900 eintausend 1000 zweitausend 2000 dreitausend 3000 fünftausend 5000 zehntausend 10000 anderthalb 1.5 eineinhalb 1.5 zweieinhalb 2.5',
    hundred: 'hundert',
    thousand: 'tausend',
    million: 'million/millionen',
    article: 'ein eine einen einem einer',
  },
  it: {
    small:
      'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici/dozzina tredici quattordici quindici sedici diciassette diciotto diciannove',
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
    both: (ten, unit) => [
      `${/^[uo]/.test(unit) ? ten.slice(0, -1) : ten}${unit}`,
      ...(unit === 'tre' ? [`${ten}tré`] : []),
    ],
    others:
      'duecento 200 trecento 300 quattrocento 400 cinquecento 500 seicento 600 settecento 700 ottocento 800 novecento 900 duemila 2000 tremila 3000 cinquemila 5000 diecimila 10000 decina 10',
    hundred: 'cento',
    thousand: 'mille/mila',
    million: 'milione/milioni',
    article: 'un una uno',
  },
  nl: {
    small:
      'nul één/éen twee drie vier vijf zes zeven acht negen tien elf twaalf/dozijn dertien veertien vijftien zestien zeventien achttien negentien',
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
    both: (ten, unit) => [`${unit.replace(/^é+e?n$/, 'een')}${/e$/.test(unit) ? 'ën' : 'en'}${ten}`],
    others:
      'tweehonderd 200 driehonderd 300 vierhonderd 400 vijfhonderd 500 zeshonderd 600 zevenhonderd 700 achthonderd 800 negenhonderd 900 tweeduizend 2000 vijfduizend 5000 tienduizend 10000 anderhalf 1.5',
    hundred: 'honderd',
    thousand: 'duizend',
    million: 'miljoen',
    article: 'een',
  },
  pl: {
    small:
      'zero jeden/jedna/jedno/jedną dwa/dwie/dwóch trzy/trzech cztery/czterech pięć/pięciu sześć/sześciu siedem/siedmiu osiem/ośmiu dziewięć/dziewięciu dziesięć/dziesięciu jedenaście dwanaście/tuzin trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście',
    tens: 'dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt',
    both: joined,
    others:
      'sto 100 dwieście 200 trzysta 300 czterysta 400 pięćset 500 sześćset 600 siedemset 700 osiemset 800 dziewięćset 900 półtora 1.5',
    thousand: 'tysiąc/tysiące/tysięcy',
    million: 'milion/miliony/milionów',
  },
  tr: {
    small:
      'sıfır bir iki üç dört beş altı yedi sekiz dokuz on on-bir on-iki/düzine on-üç on-dört on-beş on-altı on-yedi on-sekiz on-dokuz',
    tens: 'yirmi otuz kırk elli altmış yetmiş seksen doksan',
    both: joined,
    hundred: 'yüz',
    thousand: 'bin',
    million: 'milyon',
    article: 'bir',
  },
  ru: {
    small:
      'ноль/нуль один/одна/одно/одну два/две/двух три/трёх/трех четыре/четырёх/четырех пять/пяти шесть/шести семь/семи восемь/восьми девять/девяти десять/десяти одиннадцать двенадцать/дюжина тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать',
    tens: 'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто',
    both: joined,
    others:
      'сто 100 двести 200 триста 300 четыреста 400 пятьсот 500 шестьсот 600 семьсот 700 восемьсот 800 девятьсот 900 полтора 1.5 двое 2 трое 3 четверо 4',
    thousand: 'тысяча/тысячи/тысяч/тысячу',
    million: 'миллион/миллиона/миллионов',
  },
  ar: {
    small:
      'صفر واحد/واحدة اثنان/اثنين/إثنان/اثنتان/اتنين ثلاثة/ثلاث/تلاتة أربعة/اربعة/أربع/اربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني/ثمان/تمانية تسعة/تسع عشرة/عشر أحد-عشر/احد-عشر/إحدى-عشرة اثنا-عشر/اثني-عشر/اثنتا-عشرة ثلاثة-عشر أربعة-عشر خمسة-عشر ستة-عشر سبعة-عشر ثمانية-عشر تسعة-عشر',
    tens: 'عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين/اربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين',
    both: (ten, unit) => [`${unit} و${ten}`, `${unit} و ${ten}`],
    others: 'مئة 100 مائة 100 مئتان 200 مئتين 200 مائتان 200 مائتين 200 ألفان 2000 ألفين 2000',
    thousand: 'ألف/الف/آلاف',
    million: 'مليون',
  },
  hi: {
    small: 'शून्य एक दो तीन चार पाँच/पांच छह/छः/छे सात आठ नौ दस ग्यारह बारह/दर्जन तेरह चौदह पंद्रह/पन्द्रह सोलह सत्रह अठारह उन्नीस',
    tens: 'बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे',
    others:
      'इक्कीस 21 बाईस 22 तेईस 23 चौबीस 24 पच्चीस 25 छब्बीस 26 सत्ताईस 27 अट्ठाईस 28 उनतीस 29 इकतीस 31 पैंतीस 35 पैंतालीस 45 पचपन 55 पैंसठ 65 पचहत्तर 75 पचासी 85 पचानवे 95 निन्यानवे 99 डेढ़ 1.5 ढाई 2.5',
    hundred: 'सौ',
    thousand: 'हज़ार/हजार',
    million: 'दस-लाख',
    article: 'एक',
  },
  id: {
    small:
      'nol/kosong satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua-belas/selusin/lusin tiga-belas empat-belas lima-belas enam-belas tujuh-belas delapan-belas sembilan-belas',
    tens: 'dua-puluh tiga-puluh empat-puluh lima-puluh enam-puluh tujuh-puluh delapan-puluh sembilan-puluh',
    both: joined,
    others: 'seratus 100 seribu 1000 sejuta 1000000 setengah 0.5',
    hundred: 'ratus',
    thousand: 'ribu',
    million: 'juta',
  },
  ko: {
    small:
      '영/공 하나/한/일 둘/두/이 셋/세/삼 넷/네/사 다섯/오 여섯/육 일곱/칠 여덟/팔 아홉/구 열/십 열하나/열한/십일 열둘/열두/십이 열셋/십삼 열넷/십사 열다섯/십오 열여섯/십육 열일곱/십칠 열여덟/십팔 열아홉/십구',
    tens: '스물/스무/이십 서른/삼십 마흔/사십 쉰/오십 예순/육십 일흔/칠십 여든/팔십 아흔/구십',
    both: (ten, unit) => [`${ten}${unit}`],
    others: '백 100',
    thousand: '천',
    // Each of them is another word as well.
    article: '일 이 삼 사 오 육 칠 팔 구 십 영 공',
  },
}

export interface NumberWords {
  /** A phrase, in lower case with single spaces, and what it means. */
  readonly values: ReadonlyMap<string, number>
  /** 100, 1000, 1,000,000: the word and what it makes of the number before it. */
  readonly powers: ReadonlyMap<string, number>
  readonly and: string | undefined
  readonly articles: ReadonlySet<string>
  /** Words of the longest phrase. */
  readonly longest: number
}

const known = new Map<string, NumberWords | undefined>()

/** Built when a language is first spoken. Undefined: none are known of it. */
export function numberWordsOf(language: string): NumberWords | undefined {
  const base = language.split('-', 1)[0]?.toLowerCase() ?? ''
  if (!known.has(base)) known.set(base, Object.hasOwn(spoken, base) ? built(spoken[base]) : undefined)
  return known.get(base)
}

function built(words: Spoken | undefined): NumberWords | undefined {
  if (words === undefined) return undefined
  const values = new Map<string, number>()
  const add = (form: string, value: number) => void values.set(plain(form), value)
  const small = formsIn(words.small)
  const tens = formsIn(words.tens)
  small.forEach((forms, value) => forms.forEach((form) => add(form, value)))
  tens.forEach((forms, index) => {
    for (const ten of forms) {
      add(ten, (index + 2) * 10)
      for (let unit = 1; unit <= 9; unit++) {
        for (const form of small[unit] ?? [])
          for (const both of (words.both ?? joined)(ten, form)) add(both, (index + 2) * 10 + unit)
      }
    }
  })
  const others = words.others?.split(' ') ?? []
  for (let index = 0; index + 1 < others.length; index += 2) add(others[index] ?? '', Number(others[index + 1]))
  const powers = new Map<string, number>()
  for (const [forms = '', power] of [
    [words.hundred, 100],
    [words.thousand, 1000],
    [words.million, 1e6],
  ] as const)
    for (const form of forms.split('/')) if (form !== '') powers.set(plain(form), power)
  return {
    values,
    powers,
    and: words.and,
    articles: new Set(words.article?.split(' ') ?? []),
    longest: Math.max(...[...values.keys()].map((phrase) => phrase.split(' ').length)),
  }
}

const formsIn = (list: string): readonly (readonly string[])[] => list.split(' ').map((forms) => forms.split('/'))

/** As words are compared: hyphens are spaces. */
const plain = (form: string): string => form.toLowerCase().replaceAll('-', ' ')
