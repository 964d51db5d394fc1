import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './app/app.css'
import { startWords } from './words/start-words.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
// After an upgrade of the server the files that this page was built with are gone; the new page knows the new ones.
window.addEventListener('vite:preloadError', () => window.location.reload())

await startWords()
createRoot(root).render(<App />)
