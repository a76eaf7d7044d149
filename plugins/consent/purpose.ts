import type { Field, HandlerContext, Privacy, Store, TextByLanguage } from 'colloquy/sdk'

/** Something that people agree to, as an operator set it up. */
export interface Purpose {
  readonly id: string
  readonly version: string
  readonly title: TextByLanguage
  readonly text: TextByLanguage
  readonly link?: string
  readonly required?: boolean
}

type Settings = { readonly purposes: Field<readonly Purpose[]> }
export type Context = HandlerContext<Settings> & { readonly store: Store; readonly privacy: Privacy }

export type Choice = 'given' | 'refused' | 'withdrawn'
