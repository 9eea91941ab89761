import { notifications } from '@mantine/notifications'

/** Says shortly that something was done. What failed is shown in its place, by ErrorNotice, and stays. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green', autoClose: 4000, closeButtonProps: { 'aria-label': 'Close' } })
}
