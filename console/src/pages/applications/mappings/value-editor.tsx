import ExpressionEditor, { useEvaluated } from './expression-editor.tsx'
import type { MappingValue } from './mapping-value.ts'

/** An expression, judged while it is typed. */
export default function ValueEditor({
  value,
  onChange,
}: {
  value: MappingValue
  onChange: (value: MappingValue) => void
}) {
  const evaluated = useEvaluated(value.text)
  // Without an account there is nothing to compute with: only what is wrong with the expression itself counts.
  const error = evaluated.data?.error
  const isOfText = error?.column !== undefined
  return (
    <ExpressionEditor
      label="Value"
      description={
        value.kind === 'expression'
          ? 'Ctrl+Space proposes attributes and functions. A constant is a text in quotes, as "DJ".'
          : 'Text, with expressions inside of ${ and }.'
      }
      value={value.text}
      onChange={(text) => onChange({ ...value, text })}
      evaluated={isOfText ? evaluated.data : undefined}
    />
  )
}
