import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveTheme } from './resolve-theme.ts'

test('a choice wins over the operating system', () => {
  assert.equal(resolveTheme('light', { prefersDark: true, prefersContrast: true }), 'light')
})

test('the system theme follows contrast first, then darkness', () => {
  assert.equal(resolveTheme('system', { prefersDark: true, prefersContrast: true }), 'highContrast')
  assert.equal(resolveTheme('system', { prefersDark: true, prefersContrast: false }), 'dark')
  assert.equal(resolveTheme('system', { prefersDark: false, prefersContrast: false }), 'light')
})
