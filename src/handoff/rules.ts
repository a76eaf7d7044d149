import { textIn } from '../contracts/words.ts'
import type { HandoffEffect, HandoffRules, HandoffSettings, HandoffSubject } from '../contracts/handoff.ts'
import { phrase } from '../language/phrasebook.ts'
import type { PhraseKey } from '../language/phrasebook.ts'
import { dueAt } from './deadlines.ts'
import { describe } from './hours.ts'
import { next } from './next.ts'
import type { Effect, Saying } from './next.ts'

/** The rules with a tenant's settings, and with words. */
export function createRules(settings: () => HandoffSettings): HandoffRules {
  return {
    takesFailures: () => settings().failures,
    step(subject, event) {
      const wanted = settings()
      const { handoff, effects } = next(subject.handoff, event, wanted, subject.now)
      return { handoff, dueAt: dueAt(handoff, wanted), effects: spoken(effects, subject, wanted) }
    },
  }
}

/** What is told in one go is one message. */
function spoken(
  effects: readonly Effect[],
  subject: HandoffSubject,
  settings: HandoffSettings,
): readonly HandoffEffect[] {
  const sentences: string[] = []
  const others = effects.flatMap((effect): readonly HandoffEffect[] => {
    switch (effect.effect) {
      case 'say':
        sentences.push(sentenceOf(effect.saying, subject, settings))
        return []
      case 'tell': {
        const { before, after, queue } = effect
        return [{ effect: 'tell', event: { kind: 'handoffChanged', before, after, queue } }]
      }
      case 'tellEnded':
        return [{ effect: 'tell', event: { kind: 'handoffEnded', queue: effect.queue, since: effect.since } }]
      case 'record':
      case 'emit':
      case 'reset':
      case 'end':
        return [effect]
    }
  })
  return sentences.length === 0 ? others : [...others, { effect: 'say', text: sentences.join('\n\n') }]
}

const phrases = {
  handedOver: 'handedOver',
  failed: 'botFailed',
  goesOn: 'botGoesOn',
  leaveMessage: 'leaveMessage',
  leaveEmail: 'leaveEmail',
  late: 'nobodyYet',
  nobodyCame: 'nobodyCame',
  emailKept: 'emailKept',
} as const satisfies Partial<Record<Saying['says'], PhraseKey>>

function sentenceOf(saying: Saying, { language, timeZone }: HandoffSubject, { says }: HandoffSettings): string {
  switch (saying.says) {
    case 'emailKept':
      return phrase(language, phrases.emailKept, { email: saying.email })
    case 'leaveEmail':
      return phrase(language, phrases.leaveEmail)
    case 'closed': {
      if (saying.opensAt === undefined) return phrase(language, 'nobodyThere')
      const opens = describe(saying.opensAt, timeZone ?? saying.zone, language)
      return says.closed === undefined
        ? phrase(language, 'peopleAreBack', { opens })
        : textIn(says.closed, language, { opens })
    }
    case 'handedOver':
    case 'failed':
    case 'goesOn':
    case 'leaveMessage':
    case 'late':
    case 'nobodyCame': {
      const own = says[saying.says]
      return own === undefined ? phrase(language, phrases[saying.says]) : textIn(own, language)
    }
  }
}
