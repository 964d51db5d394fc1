import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { apiRoot } from '@toride/contract/operations'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problemDetails, sendProblem } from './answer-problem.ts'

/** Where the build of the portal wants the nonce of the page. */
const noncePlaceholder = '__CSP_NONCE__'

/**
 * Serves the built portal: files with a hash in their name for ever, the page itself anew each time, and the page for
 * every address that the portal knows and the server does not.
 */
export async function servePortal(app: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    globIgnore: ['**/index.html'],
    preCompressed: existsSync(join(folder, 'index.html.br')),
    // Vite puts the hash of the content into the names below assets/.
    setHeaders: (response, path) => {
      const isHashed = path.startsWith(join(folder, 'assets'))
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !request.url.startsWith(apiRoot) && acceptsHtml(request)
    return isPage ? sendPage(reply, page) : sendProblem(reply, problemDetails('not-found', {}))
  })
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .code(200)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policyOf(nonce))
    .send(page.replace('<script type="module"', `<script type="module" nonce="${nonce}"`).replaceAll(noncePlaceholder, nonce))
}

/** Scripts come from here with the nonce of the page, styles as well; nothing is loaded from anywhere else. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function acceptsHtml(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? ''
  return accept.includes('text/html') || accept.includes('*/*') || accept === ''
}
