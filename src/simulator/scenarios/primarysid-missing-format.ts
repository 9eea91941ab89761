import { missingFormat } from './break-claim.ts'

export const scenario = missingFormat('primarysid')
