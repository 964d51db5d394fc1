import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pgHbaConf, pgIdentConf, postgresqlConf, type ServerConfiguration } from './configuration.ts'
import { errorCode } from './error-code.ts'

const customConf = '# Settings here win over those in postgresql.conf. Restart Toride to apply them.\n'

/**
 * Writes the server's configuration, except the part that belongs to the user. The files lie outside the data, whose owner
 * may be another user than ours: we write no file where somebody else could place a link.
 */
export async function writeConfiguration(configuration: ServerConfiguration): Promise<void> {
  const { configFolder } = configuration
  await mkdir(configFolder, { recursive: true })
  await chmod(configFolder, 0o755)
  const files = {
    'postgresql.conf': postgresqlConf(configuration),
    'pg_hba.conf': pgHbaConf(configuration),
    'pg_ident.conf': pgIdentConf(configuration),
  }
  for (const [name, text] of Object.entries(files)) await writeReadable(join(configFolder, name), text, 'w')
  await writeReadable(join(configFolder, 'custom.conf'), customConf, 'wx').catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
}

/** The server may run as another user, who has to read it whatever our umask is. */
async function writeReadable(file: string, text: string, flag: 'w' | 'wx'): Promise<void> {
  await writeFile(file, text, { flag })
  await chmod(file, 0o644)
}
