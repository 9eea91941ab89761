import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

export interface DownloadButtonProps {
  readonly label: string
  readonly fileName: string
  /** Made when it is asked for. */
  readonly content: () => string | Blob | Promise<string | Blob>
  readonly size?: 'xs' | 'sm'
}

/** Saves what the console has as a file. */
export function DownloadButton({ label, fileName, content, size = 'xs' }: DownloadButtonProps) {
  const save = async (): Promise<void> => {
    const made = await content()
    saveFile(fileName, typeof made === 'string' ? new Blob([made], { type: 'text/plain;charset=utf-8' }) : made)
  }
  return (
    <Button size={size} variant="default" leftSection={<IconDownload size={16} />} onClick={() => void save()}>
      {label}
    </Button>
  )
}

export function saveFile(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}
