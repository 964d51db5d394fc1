/**
 * The nonce of this page's content security policy. The server writes a fresh one into `index.html` for every answer; the
 * placeholder is left in place only by the development server, which sends no policy.
 */
export function pageNonce(document: Document): string | undefined {
  const content = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''
  return content === '' || content.startsWith('__') ? undefined : content
}
