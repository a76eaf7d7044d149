'use client'

import { useEffect, useRef } from 'react'
import type { BootOptions } from '../api.ts'
import { type LoaderOptions, loadColloquy } from './index.ts'

export interface ColloquyChatProps extends LoaderOptions, BootOptions {}

/** The chat in the corner of the page, for as long as this is on it. It draws nothing of React's own: nothing to hydrate. */
export function ColloquyChat({ gateway, nonce, embedId, language, theme, identity }: ColloquyChatProps): null {
  const wishes = { ...(language && { language }), ...(theme && { theme }) }
  const known = useRef(identity)

  useEffect(() => {
    const colloquy = loadColloquy({ gateway, ...(nonce && { nonce }) })
    colloquy.boot({ embedId, ...wishes, ...(known.current && { identity: known.current }) })
    return () => colloquy.destroy(embedId)
    // What else changes is told below: the chat stays as it is.
  }, [gateway, nonce, embedId])

  useEffect(() => {
    loadColloquy({ gateway }).update(wishes, embedId)
  }, [gateway, embedId, language, theme])

  useEffect(() => {
    if (known.current === identity) return
    known.current = identity
    loadColloquy({ gateway }).identify(identity ?? null, embedId)
  }, [gateway, embedId, identity])

  return null
}
