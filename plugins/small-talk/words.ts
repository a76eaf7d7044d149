import de from './words/de.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import it from './words/it.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

export type Words = Readonly<typeof en>

const byLanguage: Readonly<Record<string, Words>> = { de, en, es, fr, it, pt }

/** What is said in a language (an IETF tag); English where nobody has written it yet. */
export function wordsFor(language: string): Words {
  return byLanguage[language.split('-')[0] ?? ''] ?? en
}
