import { missingMapping } from './break-claim.ts'

export const scenario = missingMapping('onpremobjectguid')
