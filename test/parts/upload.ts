import type { RunningApp } from './app.ts'

/** Brings a model as a program does. `query` begins with `?`. */
export async function upload(
  { url }: Pick<RunningApp, 'url'>,
  authorization: string,
  bytes: Uint8Array,
  fields: Readonly<Record<string, string>> = {},
  query = '',
): Promise<{ readonly status: number; readonly body: Uploaded }> {
  const form = new FormData()
  const [first, ...others] = Object.entries(fields)
  // A form's parts may come in any order.
  if (first !== undefined) form.append(...first)
  form.append('file', new Blob([new Uint8Array(bytes)]), 'model.glb')
  for (const [name, value] of others) form.append(name, value)
  const answer = await fetch(`${url}/api/v1/avatars/upload${query}`, {
    method: 'POST',
    headers: { authorization },
    body: form,
    signal: AbortSignal.timeout(60_000),
  })
  return { status: answer.status, body: (await answer.json()) as Uploaded }
}

/** An avatar, or the error. */
export interface Uploaded {
  readonly id: string
  readonly url: string
  readonly plainUrl: string | null
  readonly posterUrl: string
  readonly visibility: string
  readonly licence?: string
  readonly error?: { readonly code: string; readonly message: string; readonly field?: string }
}
