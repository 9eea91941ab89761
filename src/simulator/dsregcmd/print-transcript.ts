/** A PowerShell window of an administrator: the prompt with each command, then what it printed. */
export function printTranscript(commands: readonly { readonly command: string; readonly output: string }[]): string {
  return commands.map(({ command, output }) => `PS C:\\Windows\\System32> ${command}\n${output}\n`).join('')
}
