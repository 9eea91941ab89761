// A table: the namespaces that XML itself reserves [XMLNS §3] and those of XML Schema values [XSD1 §2.6].
export const xml = {
  namespace: 'http://www.w3.org/XML/1998/namespace',
  declarations: 'http://www.w3.org/2000/xmlns/',
  schema: 'http://www.w3.org/2001/XMLSchema',
  schemaInstance: 'http://www.w3.org/2001/XMLSchema-instance',
} as const
