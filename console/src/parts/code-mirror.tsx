import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers, placeholder as placeholderText } from '@codemirror/view'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { styleNonce } from '../style-nonce.ts'

export interface CodeMirrorProps {
  readonly value: string
  readonly onChange?: (value: string) => void
  readonly isReadOnly?: boolean
  readonly placeholder?: string
  readonly minHeight?: number
  readonly maxHeight?: number
  /** Languages, completion; must stay the same value from one rendering to the next. */
  readonly extensions?: Extension
  /** Lines count from 1. Without a column, the whole line is marked. */
  readonly marks?: readonly EditorMark[]
  readonly labelledBy: string
  /** One line: Enter does not break it. */
  readonly isSingleLine?: boolean
}

export interface EditorMark {
  readonly line: number
  /** From 1. */
  readonly column?: number
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
}

const noExtensions: Extension = []

/** Tab leaves the editor, as everywhere else on the page: indenting is not worth a trap for the keyboard. */
export default function CodeMirror(props: CodeMirrorProps) {
  const { value, extensions = noExtensions, isReadOnly = false, marks = [] } = props
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const latest = useRef(props)
  latest.current = props
  const isDark = useComputedColorScheme('light') === 'dark'
  useEffect(() => {
    if (place.current === null) return
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({ doc: latest.current.value, extensions: startExtensions(latest) }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [])
  useEffect(() => {
    const editor = view.current
    if (editor === undefined || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])
  useEffect(() => {
    view.current?.dispatch({
      effects: variable.reconfigure([
        extensions,
        EditorState.readOnly.of(isReadOnly),
        EditorView.theme({}, { dark: isDark }),
      ]),
    })
  }, [extensions, isReadOnly, isDark])
  useEffect(() => {
    const editor = view.current
    if (editor) editor.dispatch(setDiagnostics(editor.state, diagnosticsOf(editor.state, marks)))
  }, [marks])
  return <div ref={place} />
}

const variable = new Compartment()

function startExtensions(latest: { current: CodeMirrorProps }): Extension {
  const { minHeight = 0, maxHeight = 520, placeholder = '', labelledBy, isSingleLine = false } = latest.current
  return [
    EditorView.cspNonce.of(styleNonce),
    isSingleLine
      ? EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change))
      : lineNumbers(),
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    keymap.of([...defaultKeymap, ...historyKeymap]),
    placeholderText(placeholder),
    isSingleLine ? [] : lintGutter(),
    variable.of([]),
    EditorView.contentAttributes.of({ 'aria-labelledby': labelledBy }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange?.(update.state.doc.toString())
    }),
    look(minHeight, maxHeight),
  ]
}

function look(minHeight: number, maxHeight: number): Extension {
  return EditorView.theme({
    '&': {
      border: '1px solid var(--mantine-color-default-border)',
      borderRadius: 'var(--mantine-radius-sm)',
      background: 'var(--mantine-color-body)',
      color: 'var(--mantine-color-text)',
      fontSize: 'var(--mantine-font-size-sm)',
    },
    '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '-1px' },
    '.cm-scroller': {
      fontFamily: 'var(--mantine-font-family-monospace)',
      maxHeight: `${maxHeight}px`,
      overflow: 'auto',
    },
    '.cm-content': { minHeight: `${minHeight}px`, caretColor: 'var(--mantine-color-text)' },
    '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
    '.cm-placeholder': { color: 'var(--mantine-color-placeholder)' },
    '.cm-gutters': {
      background: 'var(--joinery-canvas)',
      color: 'var(--mantine-color-dimmed)',
      border: 'none',
      borderRight: '1px solid var(--mantine-color-default-border)',
    },
    '.cm-tooltip': {
      background: 'var(--mantine-color-body)',
      color: 'var(--mantine-color-text)',
      border: '1px solid var(--mantine-color-default-border)',
    },
  })
}

function diagnosticsOf({ doc }: EditorState, marks: readonly EditorMark[]): Diagnostic[] {
  return marks
    .filter(({ line }) => line >= 1 && line <= doc.lines)
    .map(({ line, column, severity, message }) => {
      const { from, to } = doc.line(line)
      const start = column === undefined ? from : Math.min(from + column - 1, to)
      return { from: start, to, severity, message }
    })
    .sort((a, b) => a.from - b.from)
}
