import { themes } from '../protocol.ts'
import type { Drawer } from './kept.ts'
import type { Choices } from './model.ts'
import { isLanguage } from './words/index.ts'

const usual: Choices = { theme: 'auto', readAloud: false, figure: true, movement: true }

/** What the visitor chose here before; a browser's storage may have been written by anyone. */
export function readChoices(drawer: Drawer): Choices {
  const kept = parsed(drawer.get('choices'))
  const theme = themes.find((one) => one === kept['theme'])
  const language = typeof kept['language'] === 'string' ? kept['language'] : ''
  const flag = (name: 'readAloud' | 'figure' | 'movement') =>
    typeof kept[name] === 'boolean' ? kept[name] : usual[name]
  return {
    theme: theme ?? usual.theme,
    ...(isLanguage(language) ? { language } : {}),
    readAloud: flag('readAloud'),
    figure: flag('figure'),
    movement: flag('movement'),
  }
}

export function writeChoices(drawer: Drawer, choices: Choices): void {
  drawer.set('choices', JSON.stringify(choices))
}

/** Whether a theme was chosen here: then what the website wishes comes second. */
export function hasChosenTheme(drawer: Drawer): boolean {
  return parsed(drawer.get('choices'))['theme'] !== undefined
}

export function parsed(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {} // any object: fields are checked
  } catch {
    return {}
  }
}
