import { scenarios } from '../../src/simulator/scenario-list.ts'
import { playScenarios } from './play-scenarios.ts'

playScenarios(scenarios.filter(({ name }) => /^(user|browser)-/.test(name)))
