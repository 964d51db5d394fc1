import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { callsProgram, findInCommands } from '../../pods/command-line.ts'

/**
 * Containers should not run scripts that they download at start.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .command, args, lifecycle, probes
 * Allowed: texts where nothing that curl or wget fetches goes into an interpreter (a pipe, `<(…)`, `$(…)` after -c or eval)
 * Source: Threat Matrix for Kubernetes, MS-TA9007 (bash or cmd in container)
 */
export const remoteScript = defineContainerCheck({
  id: 'remote-script',
  severity: 'medium',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: { nsa: 'Upgrading and application security practices', mitre: ['T1059.004', 'T1105'] },
  evaluate: ({ container, at }) => {
    const place = findInCommands(container, runsDownload)
    return place === undefined ? healthy : [violation(at(place), { container: container.name ?? '' })]
  },
})

const downloaders = ['curl', 'wget']
const interpreters = ['sh', 'bash', 'ash', 'dash', 'zsh', 'python', 'python3', 'perl', 'ruby', 'node']

function runsDownload(text: string): boolean {
  for (const downloader of downloaders) {
    if (!text.includes(downloader)) continue
    if (text.includes(`<(${downloader} `)) return true
    if ((text.includes(`$(${downloader} `) || text.includes(`\`${downloader} `)) && (callsProgram(text, 'eval') || text.includes('sh -c')))
      return true
    if (callsProgram(text, downloader) && pipesIntoInterpreter(text, text.indexOf(downloader))) return true
  }
  return false
}

function pipesIntoInterpreter(text: string, from: number): boolean {
  for (let bar = text.indexOf('|', from); bar >= 0; bar = text.indexOf('|', bar + 1)) {
    // `||` is an alternative, no pipe.
    if (text[bar + 1] === '|') {
      bar += 1
      continue
    }
    let end = bar + 1
    while (end < text.length && !';&|\n'.includes(text[end] as string)) end += 1
    const command = text.slice(bar + 1, end).trimStart()
    const first = command.startsWith('sudo ') ? command.slice('sudo '.length).trimStart() : command
    if (interpreters.some((interpreter) => callsProgram(first.slice(0, first.search(/\s|$/)), interpreter))) return true
  }
  return false
}
