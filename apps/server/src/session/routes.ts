import type { Handlers } from '../app/context.ts'
import { changePassword, getSession, setUp, signIn, signOut, updateProfile } from './service.ts'

export const sessionHandlers: Handlers<'getSetup' | 'setUp' | 'getSession' | 'signIn' | 'signOut' | 'changePassword' | 'updateProfile'> = {
  getSetup: ({ setupToken }) => ({ needed: setupToken.current() !== undefined }),
  setUp: (context, { body }) => setUp(context, body),
  getSession: (context) => getSession(context),
  signIn: (context, { body }) => signIn(context, body),
  signOut: (context) => signOut(context),
  changePassword: (context, { body }) => changePassword(context, body),
  updateProfile: (context, { body }) => updateProfile(context, body),
}
