import { population } from '../../config/managed-settings.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { settingsListRoutes } from './list-routes.ts'

export function populationRoutes(ports: AdminPorts): AdminRoute[] {
  return settingsListRoutes(ports, {
    list: 'populations',
    one: 'population',
    schema: population,
    example: {
      id: 'devices',
      create: { name: 'Contractors', description: 'People of other companies' },
      update: { name: 'Contractors', description: 'People and devices of other companies' },
    },
  })
}
