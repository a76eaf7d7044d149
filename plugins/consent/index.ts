import { definePlugin, Invalid, list, object, optional, text, texts, url, yesNo } from 'colloquy/sdk'
import { forget, gate, review, withdraw } from './agreement.ts'

const purpose = object({
  id: text({
    title: 'Id',
    description: 'A short name, kept with every proof: “contact”.',
    pattern: '^[a-z][a-z0-9-]{0,29}$',
  }),
  version: text({
    title: 'Version',
    description: 'Changed with the text: everybody is asked again.',
    minLength: 1,
    maxLength: 20,
  }),
  title: texts({ title: 'Title', description: 'What it is about, by language.', maxLength: 80 }),
  text: texts({ title: 'Text', description: 'What people agree to, by language. Markdown.', maxLength: 3000 }),
  link: optional(url({ title: 'Link', description: 'Where the whole text is read.' })),
  required: optional(yesNo({ title: 'Required', description: 'The bot answers nothing else before.' })),
})

export default definePlugin({
  name: 'consent',
  description:
    'Asks for consent, purpose by purpose, keeps the proof, and lets people look, withdraw and be forgotten.',
  needs: ['store', 'privacy'],
  settings: {
    purposes: list(purpose, {
      title: 'Purposes',
      description: 'What people are asked to agree to, in this order.',
      minItems: 1,
      maxItems: 10,
    }),
  },
  check({ purposes }) {
    const twice = purposes.findIndex(({ id }, index) => purposes.findIndex((other) => other.id === id) < index)
    if (twice >= 0) throw new Invalid('Every purpose has an id of its own.', `purposes.${twice}.id`)
  },
  interrupt: gate,
  intents: {
    review: {
      description: 'Shows what you agreed to.',
      examples: {
        en: ['what did I agree to', 'show my consents', 'my privacy settings', 'which data do you have about me'],
        es: ['qué he aceptado', 'mis consentimientos', 'qué datos tienes de mí'],
        de: ['wozu habe ich zugestimmt', 'meine Einwilligungen', 'welche Daten habt ihr über mich'],
        fr: ['à quoi ai-je consenti', 'mes consentements', 'quelles données avez-vous sur moi'],
        pt: ['com o que concordei', 'meus consentimentos', 'que dados tens sobre mim'],
      },
      handle: review,
    },
    withdraw: {
      description: 'Takes a consent back.',
      examples: {
        en: [
          'I withdraw my consent',
          'take back my consent',
          'I no longer agree',
          'stop using my data',
          'revoke my consent',
        ],
        es: ['retiro mi consentimiento', 'ya no estoy de acuerdo', 'deja de usar mis datos'],
        de: ['ich widerrufe meine Einwilligung', 'ich stimme nicht mehr zu', 'verwendet meine Daten nicht mehr'],
        fr: ['je retire mon consentement', "je ne suis plus d'accord", 'arrêtez d’utiliser mes données'],
        pt: ['retiro o meu consentimento', 'já não concordo', 'deixe de usar os meus dados'],
      },
      handle: withdraw,
    },
    forget: {
      description: 'Has everything about you deleted.',
      examples: {
        en: [
          'delete my data',
          'delete everything about me',
          'forget me',
          'erase my personal data',
          'remove all my information',
        ],
        es: ['borra mis datos', 'elimina todo lo que sabes de mí', 'olvídame'],
        de: ['lösche meine Daten', 'lösch alles über mich', 'vergiss mich'],
        fr: ['supprime mes données', 'efface tout sur moi', 'oublie-moi'],
        pt: ['apaga os meus dados', 'elimine tudo sobre mim', 'esquece-me'],
      },
      handle: forget,
    },
  },
  commands: {
    privacy: { description: 'What you agreed to', handle: review },
    withdraw: { description: 'Take a consent back', handle: withdraw },
    delete_my_data: { description: 'Have your data deleted', handle: forget },
  },
})
