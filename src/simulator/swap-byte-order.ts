/** A GUID whose bytes in AD stand as the text of the given one reads: the mistake of scripts that turn the text into bytes. */
export function swapByteOrder(guid: string): string {
  const [one = '', two = '', three = '', ...rest] = guid.split('-')
  const swap = (group: string): string => (group.match(/../g) ?? []).reverse().join('')
  return [swap(one), swap(two), swap(three), ...rest].join('-')
}
