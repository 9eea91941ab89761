import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { Vocabulary } from '../../../../../src/admin/preview/expression-routes.ts'

/** Functions and variables, each with what it does. */
export function expressionCompletion({ functions, variables }: Vocabulary): Extension {
  const options: readonly Completion[] = [
    ...variables.map(({ path, label, doc }) => ({ label: path, detail: label, info: doc, type: 'variable' })),
    ...functions.map(({ library, name, signature, returns, doc, examples: [example] }) => ({
      label: `#${library}.${name}`,
      detail: signature.slice(signature.indexOf('(')),
      apply: `#${library}.${name}(`,
      info: `${doc} Gives ${returns}.${example ? ` ${example.expression} is ${example.result}` : ''}`,
      type: 'function',
    })),
  ]
  const complete = (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/#?[A-Za-z][\w.'[\]-]*|#/)
    if (word === null && !context.explicit) return null
    return { from: word?.from ?? context.pos, options: [...options], validFor: /^#?[\w.'[\]-]*$/ }
  }
  return autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 })
}
