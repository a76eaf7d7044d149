/** Text as it may stand in HTML, in quotes or not. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A sentence of ours: what stands between backticks is code. */
export function prose(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}

/** A name that can stand behind a `#`. */
export function anchor(name: string): string {
  return encodeURIComponent(name.toLowerCase().replaceAll(' ', '-'))
}
