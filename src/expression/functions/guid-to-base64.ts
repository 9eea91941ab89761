const guidForm = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/

/**
 * The base64 of a GUID's 16 bytes as Windows keeps them (first three groups little-endian), or undefined when the text is no
 * GUID of the form 8-4-4-4-12. That equals the base64 of the octets in AD, which Entra calls ImmutableID.
 */
export function guidToBase64(text: string): string | undefined {
  if (!guidForm.test(text)) return undefined
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex')
  bytes.subarray(0, 4).reverse()
  bytes.subarray(4, 6).reverse()
  bytes.subarray(6, 8).reverse()
  return bytes.toString('base64')
}
