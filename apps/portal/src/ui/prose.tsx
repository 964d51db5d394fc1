import { makeStyles, tokens } from '@fluentui/react-components'
import { Fragment, type ReactNode } from 'react'
import { parseProse } from './parse-prose.ts'

const useStyles = makeStyles({
  root: {
    maxWidth: '80ch',
    '& > *': { marginTop: tokens.spacingVerticalS, marginBottom: 0 },
    '& > *:first-child': { marginTop: tokens.spacingVerticalXS },
  },
  code: {
    padding: '1px 4px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '0.92em',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusSmall,
    overflowWrap: 'anywhere',
    wordBreak: 'normal',
  },
  block: {
    padding: tokens.spacingHorizontalM,
    overflowX: 'auto',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '20px',
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  list: { paddingInlineStart: '1.4em' },
})

/** A text of the catalogue: paragraphs, lists, `code` and code blocks, nothing else. */
export function Prose({ text }: { readonly text: string }) {
  const styles = useStyles()
  const inline = (line: string): ReactNode =>
    // Odd parts stand between backticks.
    line.split('`').map((part, index) =>
      index % 2 === 1 ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a constant text never move
        <code key={index} className={styles.code}>
          {part}
        </code>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a constant text never move
        <Fragment key={index}>{part}</Fragment>
      ),
    )
  return (
    <div className={styles.root}>
      {parseProse(text).map((block, index) => {
        const key = `${index}${block.kind}`
        if (block.kind === 'code') {
          return (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            <pre key={key} className={styles.block} tabIndex={0}>
              {block.lines.join('\n')}
            </pre>
          )
        }
        if (block.kind === 'paragraph') return <p key={key}>{inline(block.lines.join('\n'))}</p>
        const List = block.kind === 'numbered' ? 'ol' : 'ul'
        return (
          <List key={key} className={styles.list}>
            {block.lines.map((line) => (
              <li key={line}>{inline(line)}</li>
            ))}
          </List>
        )
      })}
    </div>
  )
}
