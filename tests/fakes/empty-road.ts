import type { AdminPorts } from '../../src/admin/admin-ports.ts'

/** A road that nobody has looked at: for tests of other routes. */
export const emptyRoad: AdminPorts['road'] = {
  read: async () => ({ steps: [], running: undefined, checkedAt: undefined }),
  checkAgain: async () => ({ steps: [], running: undefined, checkedAt: undefined }),
}
