import { createContext, use } from 'react'

/** The element that scrolls the page's content; lists measure themselves against it. */
const ScrollElementContext = createContext<HTMLElement | null>(null)

export const ScrollElementProvider = ScrollElementContext

export function useScrollElement(): HTMLElement | null {
  return use(ScrollElementContext)
}
