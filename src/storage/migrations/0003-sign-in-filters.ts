import type { Migration } from './migration.ts'

export const signInFilters: Migration = {
  version: 3,
  name: '0003-sign-in-filters',
  up: async ({ schema }) => {
    // The log may hold millions: a filter that scans it would hold up the profile reads of sign-ins.
    for (const column of ['outcome', 'code', 'application_id', 'remote_address'])
      await schema.createIndex(`sign_ins_by_${column}`).on('sign_ins').columns([column, 'started_at']).execute()
  },
}
