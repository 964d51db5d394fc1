/** Whether keys belong to what has the focus: a field, a menu, a dialog's list. Single-key shortcuts must leave those alone. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type)
  return target.closest('textarea, select, [role="menu"], [role="listbox"], [role="combobox"]') !== null
}
