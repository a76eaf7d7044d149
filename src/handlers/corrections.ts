/** What people say when they take something back: "no, Tuesday", "not 3, 4", "I meant large", "anything but red". */

export interface Correction {
  /** What they mean instead. */
  readonly instead: string
  /** What they do not mean, where they say so. */
  readonly not?: string
  /** Nobody says so but to take something back; a plain "no" may be an answer. */
  readonly clear: boolean
}

interface Grammar {
  /** Stands before: no, wait, sorry. */
  readonly no: string
  /** Stands before what is meant: I meant, make it. */
  readonly meant: string
  /** `not X, Y`: the word before X, and what may stand before Y. */
  readonly not: string
  readonly but: string
  /** `anything but X`: what stands before X; or behind it. */
  readonly except?: string
  readonly exceptBehind?: string
}

/** Alternatives of regular expressions: of words alone, so that there is nothing to try out. */
const grammars: Readonly<Record<string, Grammar>> = {
  en: {
    no: 'no|nope|wait|sorry|actually|oops|oh|hang on|hold on|correction',
    meant: 'i meant|i mean|i meant to say|make it|make that|change it to|change that to|it should be|rather',
    not: 'not',
    but: 'but|i meant|rather',
    except: 'anything but|anything except|everything but|everything except|all but|any but|any except|not|no',
  },
  es: {
    no: 'no|perdón|perdona|espera|mejor dicho|en realidad|ay',
    meant: 'quise decir|quería decir|quiero decir|mejor|cámbialo a|que sea|que sean',
    not: 'no',
    but: 'sino|quise decir',
    except: 'cualquiera menos|cualquiera excepto|todo menos|todos menos|menos el|menos la|menos|no',
  },
  pt: {
    no: 'não|nao|desculpa|desculpe|espera|na verdade|aliás|ops',
    meant: 'quis dizer|eu quis dizer|queria dizer|melhor|muda para|mude para|que seja|que sejam',
    not: 'não|nao',
    but: 'mas|e sim|quis dizer',
    except:
      'qualquer um menos|qualquer uma menos|qualquer menos|tudo menos|todos menos|menos o|menos a|menos|exceto|não',
  },
  fr: {
    no: 'non|pardon|désolé|désolée|attends|attendez|en fait|oups|finalement',
    meant: 'je voulais dire|je veux dire|plutôt|mettez|mets|disons',
    not: 'pas',
    but: 'mais|plutôt',
    except: "tout sauf|n'importe lequel sauf|n'importe laquelle sauf|tous sauf|sauf|pas le|pas la|pas de|pas",
  },
  de: {
    no: 'nein|ne|nee|warte|moment|sorry|entschuldigung|doch|eigentlich|ach|halt',
    meant: 'ich meinte|ich meine|lieber|mach|machen sie|mach daraus|besser|doch lieber',
    not: 'nicht|kein|keine|keinen',
    but: 'sondern|lieber',
    except: 'alles außer|alles ausser|alle außer|egal nur nicht|nur nicht|nicht|kein|keine|keinen',
  },
  it: {
    no: 'no|scusa|scusi|aspetta|anzi|in realtà|ops',
    meant: 'volevo dire|intendevo|meglio|facciamo|fai|piuttosto',
    not: 'non',
    but: 'ma|bensì',
    except: 'qualsiasi tranne|qualunque tranne|tutto tranne|tutti tranne|tranne il|tranne la|tranne|non',
  },
  nl: {
    no: 'nee|wacht|sorry|eigenlijk|oeps|toch',
    meant: 'ik bedoelde|ik bedoel|liever|maak er|maak daar|doe maar',
    not: 'niet|geen',
    but: 'maar|wel',
    except: 'alles behalve|alle behalve|alles maar niet|behalve|niet|geen',
  },
  pl: {
    no: 'nie|czekaj|przepraszam|sorry|właściwie|jednak|ojej',
    meant: 'miałem na myśli|miałam na myśli|chodziło mi o|raczej|lepiej|niech będzie|zmień na',
    not: 'nie',
    but: 'ale|tylko|a',
    except: 'wszystko oprócz|każdy oprócz|każda oprócz|wszystko tylko nie|byle nie|oprócz|nie',
  },
  tr: {
    no: 'hayır|yok|pardon|özür dilerim|bekle|aslında|dur',
    meant: 'demek istedim|demek istediğim|daha iyisi|olsun',
    not: 'değil',
    but: 'ama',
    exceptBehind: 'hariç hepsi olur|hariç hepsi|hariç|dışında|olmasın|değil',
  },
  ru: {
    no: 'нет|не|погоди|подожди|извини|извините|простите|вообще-то|точнее|ой',
    meant: 'я имел в виду|я имела в виду|имел в виду|имела в виду|лучше|пусть будет|поменяйте на',
    not: 'не',
    but: 'а',
    except: 'всё кроме|все кроме|любой кроме|любая кроме|что угодно кроме|кроме|только не|не',
  },
  ar: {
    no: 'لا|عفوا|عفوًا|آسف|انتظر|في الحقيقة|بل',
    meant: 'قصدت|أقصد|اقصد|أعني|اعني|اجعلها|خليها',
    not: 'ليس|مش|مو|لا',
    but: 'بل|لكن',
    except: 'أي شيء إلا|كل شيء إلا|أي شيء ما عدا|ما عدا|إلا|ليس|غير',
  },
  hi: {
    no: 'नहीं|नही|रुको|रुकिए|माफ़ कीजिए|माफ कीजिए|असल में|अरे',
    meant: 'मेरा मतलब था|मेरा मतलब है|मेरा मतलब|मतलब|बल्कि|कर दो',
    not: 'नहीं',
    but: 'बल्कि',
    exceptBehind: 'के अलावा कुछ भी|के अलावा|छोड़कर|को छोड़कर|नहीं',
  },
  id: {
    no: 'tidak|bukan|maaf|tunggu|sebenarnya|eh|jangan',
    meant: 'maksud saya|maksudku|maksudnya|lebih baik|ganti jadi|ubah jadi|jadikan',
    not: 'bukan|jangan',
    but: 'tapi|melainkan',
    except: 'apa saja kecuali|apa pun kecuali|semua kecuali|kecuali|selain|jangan|bukan',
  },
  zh: {
    no: '不对|不是|不|错了|等等|抱歉|对不起|其实',
    meant: '我是说|我的意思是|我指的是|改成|换成|应该是|还是',
    not: '不是|不要',
    but: '是|要|而是',
    except: '除了|不要|别要',
  },
  ja: {
    no: 'いや|いいえ|違います|違う|すみません|待って|やっぱり|やっぱ',
    meant: 'というか|じゃなくて|ではなくて|つまり',
    not: 'not',
    but: 'じゃなくて|ではなくて|でなく',
    exceptBehind: '以外なら何でも|以外|じゃない方|は嫌です|は嫌',
  },
}

interface Patterns {
  readonly no: RegExp
  readonly meant: RegExp
  readonly not: RegExp
  /** Japanese says what it was not in front of it: 火曜日じゃなくて水曜日. */
  readonly notBehind: RegExp | undefined
  readonly except: RegExp | undefined
}

const known = new Map<string, Patterns>()
/** Longer ones are thoughts, not slips. */
const longest = 120
const gap = '[\\s,.;:!…،。，、-]*'
const edge = '(?![\\p{L}\\p{M}])'

function patternsOf(language: string): Patterns | undefined {
  const ready = known.get(language)
  if (ready !== undefined) return ready
  const grammar = Object.hasOwn(grammars, language) ? grammars[language] : undefined
  if (grammar === undefined) return undefined
  const unspaced = language === 'zh' || language === 'ja'
  const end = unspaced ? '' : edge
  const { no, meant, not, but, except, exceptBehind } = grammar
  const made: Patterns = {
    no: new RegExp(`^(?:${no})${end}${gap}`, 'iu'),
    meant: new RegExp(`^(?:${meant})${end}${gap}`, 'iu'),
    not: new RegExp(
      `^(?:${not})${end}\\s*(?<not>[^,;،，、]{1,60}?)(?:\\s*[,;،，、]\\s*(?:(?:${but})${end}\\s*)?|\\s+(?:${but})${end}\\s*)(?<instead>.+)$`,
      'iu',
    ),
    notBehind: language === 'ja' ? new RegExp(`^(?<not>.{1,40}?)(?:${but})[、,]?(?<instead>.+)$`, 'u') : undefined,
    except:
      except !== undefined
        ? new RegExp(`^(?:${except})${end}${gap}(?<not>.{1,60}?)(?:都行|都可以|以外)?$`, 'iu')
        : exceptBehind !== undefined
          ? new RegExp(`^(?<not>.{1,60}?)\\s*(?:${exceptBehind})(?:です|でお願いします)?$`, 'iu')
          : undefined,
  }
  known.set(language, made)
  return made
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/[\s.!?。！？…]+$/u, '')
    .replaceAll('’', "'")

/** Undefined: nothing is taken back. In the language (an IETF tag), else in English. Pure. */
export function correctionIn(text: string, language: string): Correction | undefined {
  if (text.length > longest) return undefined
  const said = plain(text)
  for (const tag of new Set([language.split('-', 1)[0]?.toLowerCase() ?? '', 'en'])) {
    const patterns = patternsOf(tag)
    const found = patterns === undefined ? undefined : takenBack(said, patterns)
    if (found !== undefined) return found
  }
  return undefined
}

function takenBack(said: string, { no, meant, not, notBehind }: Patterns): Correction | undefined {
  const turned = not.exec(said)?.groups ?? notBehind?.exec(said)?.groups
  if (turned !== undefined) {
    const instead = (turned['instead'] ?? '').replace(meant, '').trim()
    if (instead !== '') return { instead, not: (turned['not'] ?? '').trim(), clear: true }
  }
  let rest = said
  for (let words = 0; words < 3; words++) rest = rest.replace(no, '')
  const cut = rest.replace(meant, '')
  const clear = cut !== rest
  const instead = cut
    .replace(
      /\s+(?:instead|please|por favor|bitte|s'il vous plaît|per favore|alsjeblieft|proszę|lütfen|пожалуйста)$/iu,
      '',
    )
    .trim()
  return instead === '' || instead === said ? undefined : { instead, clear }
}

/** What is not wanted: "anything but red". Undefined: nothing is left out. */
export function exceptIn(text: string, language: string): string | undefined {
  if (text.length > longest) return undefined
  const said = plain(text)
  for (const tag of new Set([language.split('-', 1)[0]?.toLowerCase() ?? '', 'en'])) {
    const not = patternsOf(tag)?.except?.exec(said)?.groups?.['not']?.trim()
    if (not !== undefined && not !== '') return not
  }
  return undefined
}
