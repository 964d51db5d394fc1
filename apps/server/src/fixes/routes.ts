import type { Handlers } from '../app/context.ts'
import { applyFix } from './apply-fix.ts'
import { previewFix } from './preview-fix.ts'

export const fixHandlers: Handlers<'previewFix' | 'applyFix'> = {
  previewFix: (context, { body }) => previewFix(context, body),
  applyFix: (context, { body }) => applyFix(context, body),
}
