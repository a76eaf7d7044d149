import { definePlugin, list, optional, text } from 'colloquy/sdk'
import type { HandlerContext } from 'colloquy/sdk'
import { wordsFor } from './words.ts'

const settings = {
  name: optional(text({ title: 'Name', description: 'What the bot calls itself.', maxLength: 60 })),
  offers: optional(
    list(text({ maxLength: 120 }), {
      title: 'Offers',
      description: 'What the bot can do, a line each: the answer to “help”.',
      maxItems: 20,
    }),
  ),
}
type Context = HandlerContext<typeof settings>

/** One of the sentences, a different one as chance has it, with its blanks filled in. */
function oneOf(
  sentences: readonly string[],
  random: () => number,
  blanks: Readonly<Record<string, string>> = {},
): string {
  const sentence = sentences[Math.floor(random() * sentences.length)] ?? ''
  return sentence.replaceAll(/\{(\w+)\}/g, (_, blank: string) => blanks[blank] ?? '')
}

/** What people call themselves is theirs to choose and nothing to be shown as Markdown: a first name in letters, or none. */
function firstName(name: string | undefined): string | undefined {
  return /^\p{L}[\p{L}\p{M}'’-]{0,29}(?=\s|$)/u.exec(name?.trim() ?? '')?.[0]
}

function greet({ language, contact, random }: Context): string {
  const words = wordsFor(language)
  if (contact.isNew) return oneOf(words.welcome, random)
  const name = firstName(contact.name)
  return name === undefined ? oneOf(words.hello, random) : oneOf(words.helloAgain, random, { name })
}

function introduce({ language, random, settings }: Context): string {
  const words = wordsFor(language)
  const { name } = settings
  return name === undefined ? oneOf(words.whoAreYouUnnamed, random) : oneOf(words.whoAreYou, random, { bot: name })
}

function help({ language, settings: { offers = [] } }: Context): string {
  const words = wordsFor(language)
  return offers.length === 0
    ? words.help
    : [words.offers, '', ...offers.map((offer) => `- ${offer}`), '', words.help].join('\n')
}

export default definePlugin({
  name: 'small-talk',
  description: 'Greetings, thanks and goodbyes, who the bot is and what it can do, in six languages.',
  settings,
  intents: {
    greet: {
      description: 'Says hello.',
      examples: [
        'hi', 'hello', 'hey', 'hello there', 'hi there', 'hey bot', 'hiya', 'howdy', 'yo', 'good morning',
        'good afternoon', 'good evening', 'morning!', 'greetings', 'hello, is anybody there?', 'anyone here?',
        'hola', 'buenos días', 'buenas tardes', 'buenas noches', 'hallo', 'guten Tag', 'guten Morgen', 'guten Abend',
        'moin', 'servus', 'bonjour', 'bonsoir', 'salut', 'coucou', 'olá', 'oi', 'bom dia', 'boa tarde', 'boa noite',
        'ciao', 'buongiorno', 'buonasera', 'salve',
      ], // prettier-ignore
      handle: greet,
    },
    'how-are-you': {
      description: 'Says how it is.',
      examples: [
        'how are you?', 'how are you doing today', 'how r u', 'hows it going', 'how do you do', "what's up", 'sup',
        'wassup', 'are you ok?', 'hi how are you', '¿cómo estás?', '¿qué tal?', 'wie geht es dir?', 'wie gehts',
        'ça va ?', 'comment allez-vous ?', 'come stai?', 'come va', 'tudo bem?', 'como vai você?',
      ], // prettier-ignore
      handle: ({ language, random }) => oneOf(wordsFor(language).howAreYou, random),
    },
    'who-are-you': {
      description: 'Says who and what it is.',
      examples: [
        'who are you?', 'what are you?', "what's your name?", 'what is your name', 'are you a bot?', 'are you human?',
        'am I talking to a real person or a robot', 'is this a bot', 'who am I talking to', 'introduce yourself',
        'tell me about yourself', '¿quién eres?', '¿cómo te llamas?', 'wer bist du?', 'wie heißt du?', 'bist du ein Bot?',
        'qui es-tu ?', 'comment tu t’appelles ?', 'chi sei?', 'come ti chiami?', 'quem é você?', 'qual é o seu nome?',
      ], // prettier-ignore
      handle: introduce,
    },
    help: {
      description: 'Says what the bot can do.',
      examples: [
        'help', 'help me', 'help me please', 'i need help', 'can you help me?', 'what can you do?', 'what can you do for me',
        'what can I ask you', 'what are you able to do', 'how do you work', 'what do you do', 'how does this work?', 'how do I use this', 'show me the menu', 'menu',
        'options', 'what are my options', 'commands', 'ayuda', '¿qué puedes hacer?', 'Hilfe', 'was kannst du?', 'aide',
        'que sais-tu faire ?', 'aiuto', 'cosa sai fare?', 'ajuda', 'o que você pode fazer?',
      ], // prettier-ignore
      handle: help,
    },
    thanks: {
      description: 'Answers a thank you.',
      examples: [
        'thanks', 'thank you', 'thank you very much', 'thanks a lot', 'many thanks', 'thx', 'ty', 'tysm', 'cheers',
        'thanks for your help', 'thank you so much, that helped', 'much appreciated', 'ok thanks', 'great, thank you!',
        'gracias', 'muchas gracias', 'danke', 'vielen Dank', 'danke schön', 'merci', 'merci beaucoup', 'grazie',
        'grazie mille', 'obrigado', 'obrigada',
      ], // prettier-ignore
      handle: ({ language, random }) => oneOf(wordsFor(language).thanks, random),
    },
    bye: {
      description: 'Says goodbye.',
      examples: [
        'bye', 'goodbye', 'bye bye', 'see you', 'see you later', 'cya', 'good night', 'have a nice day', 'talk to you later',
        'ttyl', "that's all, bye", 'i have to go', 'gotta go', 'until tomorrow', 'adiós', 'hasta luego', 'tschüss',
        'auf Wiedersehen', 'bis bald', 'au revoir', 'à bientôt', 'arrivederci', 'a presto', 'tchau', 'até logo',
      ], // prettier-ignore
      handle: ({ language, random }) => oneOf(wordsFor(language).bye, random),
    },
    praise: {
      description: 'Takes a compliment.',
      examples: [
        'good bot', 'you are great', "you're awesome", 'well done', 'nice work', 'good job', 'i love you', 'you are very helpful',
        'that was helpful', 'brilliant', 'you rock', 'perfect, exactly what I needed', 'best bot ever',
      ], // prettier-ignore
      handle: ({ language, random }) => oneOf(wordsFor(language).praise, random),
    },
    scold: {
      description: 'Takes a complaint about itself.',
      examples: [
        'bad bot', 'you are useless', 'you are stupid', 'stupid bot', 'this is not what I asked', "that's wrong", 'you suck',
        "you don't understand me", "you didn't answer my question", 'this does not help at all', 'what a terrible bot',
        'wtf', 'you are not helpful',
      ], // prettier-ignore
      handle: ({ language, random }) => oneOf(wordsFor(language).scold, random),
    },
    acknowledge: {
      description: 'Answers an “ok” that nobody waits for.',
      examples: [
        'ok', 'okay', 'k', 'alright', 'all right', 'fine', 'got it', 'i see', 'understood', 'sounds good', 'cool', 'great',
        'nice', 'nvm', 'never mind', 'nevermind', 'no problem', 'np', 'forget it', 'no thanks', 'nothing', "that's all",
      ], // prettier-ignore
      handle: ({ language, random }) => oneOf(wordsFor(language).acknowledge, random),
    },
  },
  commands: {
    help: { description: 'What I can do', handle: help },
    start: { description: 'Say hello', handle: greet },
  },
})
