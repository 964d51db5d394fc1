import { permissionsOfRole, roles } from '@toride/core/access'
import type { Handlers } from '../app/context.ts'
import { createUser, deleteUser, getUser, listUsers, resetPassword, updateUser } from './service.ts'

export const userHandlers: Handlers<'listUsers' | 'createUser' | 'getUser' | 'updateUser' | 'deleteUser' | 'resetPassword' | 'listRoles'> =
  {
    listUsers: (context, { query }) => listUsers(context, query),
    createUser: (context, { body }) => createUser(context, body),
    getUser: (context, { params }) => getUser(context, params.user),
    updateUser: (context, { params, body }) => updateUser(context, params.user, body),
    deleteUser: (context, { params }) => deleteUser(context, params.user),
    resetPassword: (context, { params, body }) => resetPassword(context, params.user, body.password),
    listRoles: () => ({ roles: roles.map((role) => ({ role, permissions: [...permissionsOfRole[role]] })) }),
  }
