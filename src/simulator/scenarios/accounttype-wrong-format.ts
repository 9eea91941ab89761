import { wrongFormat } from './break-claim.ts'

export const scenario = wrongFormat('accounttype')
