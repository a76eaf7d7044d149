import type { ErrorObject } from 'ajv'
import type { FieldSchema } from '../contracts/shape.ts'

/** What the gateway itself says to people while a handler runs, and the words it understands everywhere. */

export const sentences = {
  cancelled: 'All right, I stopped that.',
  expired: 'That was a while ago, so I put our earlier conversation aside. How can I help?',
  changed: 'Sorry, I changed while we were talking and lost the thread. Could you start again?',
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
