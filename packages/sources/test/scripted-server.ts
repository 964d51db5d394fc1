import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { ClusterConnection } from '../src/kubernetes/connection.ts'

/**
 * An HTTP server on 127.0.0.1 for the moments of the protocol that a real API server cannot be asked for: an answer that stops in its
 * middle, a connection on which nothing comes any more. `requests` holds the URLs that were asked for.
 */
export type ScriptedServer = {
  readonly url: URL
  readonly requests: string[]
  readonly connection: ClusterConnection
  close(): Promise<void>
}

export async function startScriptedServer(
  answer: (request: IncomingMessage, response: ServerResponse, url: URL) => void,
): Promise<ScriptedServer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    answer(request, response, new URL(request.url ?? '', 'http://localhost'))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port')
  const url = new URL(`http://127.0.0.1:${address.port}`)
  return {
    url,
    requests,
    connection: {
      name: 'scripted',
      server: url,
      namespace: undefined,
      certificateAuthority: undefined,
      insecureSkipTlsVerify: false,
      tlsServerName: undefined,
      proxy: undefined,
      credentials: { certificate: undefined, bearer: undefined, basic: undefined, exec: undefined, authProvider: undefined },
      impersonate: undefined,
      guardsAddresses: false,
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Answers with JSON as the API does. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The `Status` object of an error. */
export function statusOf(
  code: number,
  message: string,
  metadata: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message, metadata }
}
