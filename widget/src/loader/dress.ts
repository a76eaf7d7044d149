/** By a constructed sheet: a page's policy against inline styles does not reach it. */
export function dress(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
}
