import { Code } from '@mantine/core'

/** A text of the server: what stands between backticks is a command or a name. */
export function Prose({ text }: { text: string }) {
  const parts = text.split('`')
  // An odd one has no partner: then it is a backtick.
  if (parts.length % 2 === 0) return text
  return parts.map((part, place) =>
    place % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
      <Code key={place} className="long-text">
        {part}
      </Code>
    ),
  )
}
