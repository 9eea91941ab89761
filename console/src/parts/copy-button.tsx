import { ActionIcon, Button, CopyButton as Copying, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'

export interface CopyButtonProps {
  readonly value: string
  /** What is copied: "the issuer". */
  readonly what: string
  /** A word beside the sign. */
  readonly label?: string
}

export function CopyButton({ value, what, label }: CopyButtonProps) {
  return (
    <Copying value={value} timeout={2000}>
      {({ copied, copy }) => {
        const icon = copied ? <IconCheck size={16} /> : <IconCopy size={16} />
        const text = copied ? 'Copied' : `Copy ${what}`
        if (label !== undefined)
          return (
            <Button size="xs" variant="default" leftSection={icon} onClick={copy} aria-label={text}>
              {copied ? 'Copied' : label}
            </Button>
          )
        return (
          <Tooltip label={text}>
            <ActionIcon variant="subtle" color={copied ? 'green' : 'gray'} onClick={copy} aria-label={text}>
              {icon}
            </ActionIcon>
          </Tooltip>
        )
      }}
    </Copying>
  )
}
