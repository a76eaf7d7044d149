import type { ErrorObject } from 'ajv'
import type { FieldSchema } from '../contracts/shape.ts'

/** What the gateway itself says to people while a handler runs, and the words it understands everywhere. */

export const sentences = {
  cancelled: 'All right, I stopped that.',
  expired: 'That was a while ago, so I put our earlier conversation aside. How can I help?',
  changed: 'Sorry, I changed while we were talking and lost the thread. Could you start again?',
  startedOver: 'All right, we start afresh. I have put everything from before aside.',
  didYouMean: 'I am not sure which of these you mean:',
  noneOfThese: 'None of these',
  gaveUp: 'We seem to talk past each other, so I stopped that. You can start again at any time.',
  tooLong: 'This became too long for me, so I stopped here. You can start again at any time.',
  handedOver: 'One moment, I am passing you on to a person.',
  howToLeave: 'You can say “cancel” to stop.',
  nothingBefore: 'There is no question before this one.',
  back: 'Back',
  yes: 'Yes',
  no: 'No',
  ask: (title: string) => `What is the ${title}?`,
  usage: (lines: readonly string[]) => ['You can say:', ...lines.map((line) => `- \`${line}\``)].join('\n'),
} as const

const wordsToLeave = new Set(
  'cancel,stop,quit,exit,abort,never mind,nevermind,forget it,cancelar,salir,annuler,arrêter,abbrechen,stopp,annulla,sair,anuluj,iptal,отмена,стоп,скасувати,取消,キャンセル,취소,إلغاء,रद्द करें,ยกเลิก'.split(
    ',',
  ),
)
const wordsToStartOver = new Set(
  [
    'start over,start again,start afresh,restart,reset,begin again,lets start over,let us start over,start from scratch,start from the beginning',
    'empezar de nuevo,empezar otra vez,volver a empezar,empecemos de nuevo,comenzar de nuevo,reiniciar,desde el principio',
    'começar de novo,recomeçar,começar do zero,vamos começar de novo,reiniciar conversa,do início',
    'recommencer,recommençons,reprendre à zéro,repartir à zéro,tout recommencer,recommencer à zéro,depuis le début',
    'neu anfangen,von vorne,von vorn,neu beginnen,nochmal von vorne,noch einmal von vorn,neustart,von vorne anfangen,fangen wir neu an',
    'ricominciare,ricominciamo,ricomincia,da capo,ricominciare da capo,ricominciamo da capo,dall’inizio,dallinizio',
    'opnieuw beginnen,begin opnieuw,opnieuw,overnieuw,overnieuw beginnen,laten we opnieuw beginnen',
    'zacznij od nowa,zacznijmy od nowa,od nowa,zacząć od nowa,od początku,zacznij od początku,restartuj',
    'baştan başla,baştan başlayalım,baştan,yeniden başla,yeniden başlayalım,sıfırdan başla,en baştan',
    'начать заново,начать сначала,начнём сначала,начнем сначала,заново,сначала,сбросить,начни сначала,давай сначала',
    'ابدأ من جديد,لنبدأ من جديد,من جديد,البدء من جديد,إعادة البدء,ابدأ من البداية,نبدأ من جديد',
    'फिर से शुरू करें,फिर से शुरू करो,शुरू से,नए सिरे से,दोबारा शुरू करें,रीसेट',
    'mulai dari awal,mulai lagi,ulang dari awal,mulai ulang,dari awal,ulangi dari awal',
    '重新开始,从头开始,重来,重头来,重新來過,重新開始,從頭開始,重置',
    '最初から,やり直し,やり直す,最初からやり直す,初めから,リセット,もう一度最初から',
  ].flatMap((words) => words.split(',')),
)
const wordsToGoBack = new Set(
  'back,go back,previous,atrás,volver,retour,zurück,indietro,voltar,wstecz,geri,назад,返回,戻る,뒤로,رجوع,पीछे,ย้อนกลับ'.split(
    ',',
  ),
)
const wordsForYes = new Set(
  'yes,y,yeah,yep,yup,sure,ok,okay,true,of course,sí,si,claro,oui,ja,klar,sì,sim,tak,evet,да,так,是,好,はい,네,예,نعم,हाँ,हां,ใช่,👍'.split(
    ',',
  ),
)
const wordsForNo = new Set(
  'no,n,nope,nah,false,not really,non,nein,nee,não,nao,nie,hayır,hayir,нет,ні,否,不,不是,いいえ,아니요,아니,لا,नहीं,ไม่,👎'.split(
    ',',
  ),
)

/** Case, width, marks of punctuation and spaces at the edges make no difference between words. */
export function normalWord(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase()
  // From behind by hand: an expression would try every beginning in a text that is nothing but marks.
  let end = plain.length
  while (end > 0 && edge.test(plain.charAt(end - 1))) end--
  return plain
    .slice(0, end)
    .replace(/^[\s\p{P}]+/u, '')
    .replaceAll(/\s+/gu, ' ')
}
const edge = /[\s\p{P}]/u

export const meansStartOver = (text: string): boolean => wordsToStartOver.has(normalWord(text))
export const meansLeave = (text: string): boolean => wordsToLeave.has(normalWord(text))
export const meansBack = (text: string): boolean => wordsToGoBack.has(normalWord(text))

export function meansYesOrNo(text: string): boolean | undefined {
  const word = normalWord(text)
  return wordsForYes.has(word) ? true : wordsForNo.has(word) ? false : undefined
}

/** What a person is told about an answer that is none, by the kind of the field. */
export function sentenceFor(field: FieldSchema): string {
  if (field.enum !== undefined) return 'Please choose one of these.'
  if (field.format === 'email') return 'That does not look like an e-mail address to me.'
  if (field.format === 'uri') return 'That does not look like a web address to me. It begins with https://.'
  if (field.format === 'phone')
    return 'That does not look like a phone number to me. With its country in front it begins with +.'
  if (field.format === 'date') return 'I could not find a day in that. You could say “tomorrow” or 2030-12-31.'
  if (field.format === 'date-time')
    return 'I could not find a day and a time in that. You could say “tomorrow at 9:00”.'
  if (field.type === 'integer') return 'Please answer with a whole number.'
  if (field.type === 'number') return 'Please answer with a number.'
  if (field.type === 'boolean') return 'Please answer with yes or no.'
  if (field.type === 'array') return 'Please answer with one or more, separated by commas.'
  return 'Please answer in words.'
}

type Limit = { readonly limit: number }

/** What a person is told about an answer of the right kind that breaks a rule of the field. */
export function sentenceOf(field: FieldSchema, error: ErrorObject): string {
  const { limit } = error.params as Partial<Limit> // present for exactly the keywords that read it below
  switch (error.keyword) {
    case 'minimum':
      return `Please give a number that is at least ${limit ?? ''}.`
    case 'maximum':
      return `Please give a number that is at most ${limit ?? ''}.`
    case 'minLength':
      return limit === 1 ? 'Please answer in words.' : `Please use at least ${limit ?? ''} characters.`
    case 'maxLength':
      return `Please use at most ${limit ?? ''} characters.`
    case 'minItems':
      return `Please name at least ${limit ?? ''}.`
    case 'maxItems':
      return `Please name at most ${limit ?? ''}.`
    case 'pattern':
      return field.format === 'uri' ? sentenceFor(field) : `That does not look right for ${field.title ?? 'this'}.`
    default:
      return sentenceFor(field)
  }
}
