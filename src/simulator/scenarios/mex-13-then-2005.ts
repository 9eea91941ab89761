import { printsFederated, type Scenario } from '../scenario.ts'
import { scenario as strict } from './mex-13-only.ts'

export const scenario: Scenario = {
  name: 'mex-13-then-2005',
  title: 'the tenant has the mex address, and Windows takes WS-Trust 2005 as well',
  story:
    'The same mistake as mex-13-only, on a Windows that is content with an endpoint of 2005, as the pages of Microsoft say it is.',
  source: 'source document, "Federation settings issue"; learn.microsoft.com, hybrid join, manual',
  breaks: strict.breaks,
  device: (device) => ({ ...device, mexRule: '13-then-2005' }),
  expected: {
    path: 'federated',
    failedStep: null,
    aadsts: null,
    hresult: null,
    prints: printsFederated,
    assumed: 'that Windows falls back to the version of 2005',
  },
}
