import type { Mode, Palette } from './colors.ts'

const names: Readonly<Record<keyof Palette, string>> = {
  ground: '--ground',
  ink: '--ink',
  soft: '--soft',
  raised: '--raised',
  accent: '--accent',
  onAccent: '--on-accent',
  accentInk: '--accent-ink',
  hair: '--hair',
  edge: '--edge',
  alarm: '--alarm',
}

/** Puts the colours on an element and all that is in it. By properties: a strict policy forbids the attribute `style`. */
export function dress(element: HTMLElement, palette: Palette, mode: Mode): void {
  for (const [name, property] of Object.entries(names))
    element.style.setProperty(property, palette[name as keyof Palette]) // the keys of the very table
  element.style.setProperty('color-scheme', mode)
}
