import { checkAccessibility } from '../src/check-accessibility.ts'

checkAccessibility('en')
