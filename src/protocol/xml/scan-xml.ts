import { IdpError } from '../../errors.ts'
import { isNcName } from './xml-element.ts'

/**
 * Splits a document into tags and text, strictly [XML10 §2.1]: every rule of well-formedness that needs no namespaces is kept here.
 * In: decoded UTF-8 (untrusted). Out: tokens in the order of the document; comments are passed over. Refused: XML 1.1, encodings but
 * UTF-8, DTDs and with them every entity but the five predefined ones, processing instructions.
 * Not verified: what prefixes mean, and limits. Tests hold it to saxes, which runs the W3C suites: on every document, mutated ones
 * included, the two agree whether it is one, and on all of its content.
 */
export type XmlToken =
  | ({ readonly kind: 'open' } & ScannedTag)
  /** Without markup: references are replaced, line ends are LF. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'close' }

export interface ScannedTag {
  readonly name: ScannedName
  readonly attributes: readonly ScannedAttribute[]
}

/** Both parts are NCNames [XMLNS §3]; the prefix may be empty. */
export interface ScannedName {
  readonly prefix: string
  readonly local: string
}

export interface ScannedAttribute extends ScannedName {
  /** Normalized [XML10 §3.3.3]. */
  readonly value: string
}

const close: XmlToken = { kind: 'close' }

/** Lives for one document. */
export class XmlScanner {
  readonly #text: string
  #at = 0
  /** Names of the elements that are open, as they were written. */
  readonly #open: string[] = []
  #hasRoot = false
  #closesItself = false

  /** Throws XML_MALFORMED for a character that XML does not know, XML_ENCODING for a declaration of another encoding. */
  constructor(source: string) {
    const text = source.startsWith('\ufeff') ? source.slice(1) : source
    // [XML10 §2.11]
    this.#text = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
    const illegal = illegalCharacter.exec(this.#text)
    if (illegal !== null) {
      this.#at = illegal.index
      throw this.malformed('a character that XML does not know')
    }
    this.#declaration()
  }

  /** Undefined at the end of a whole document. Throws XML_MALFORMED, XML_DOCTYPE, XML_PROCESSING_INSTRUCTION. */
  next(): XmlToken | undefined {
    if (this.#closesItself) {
      this.#closesItself = false
      return close
    }
    while (this.#at < this.#text.length) {
      const token = this.#text[this.#at] === '<' ? this.#markup() : this.#run()
      if (token !== undefined) return token
    }
    if (this.#open.length > 0) throw this.malformed('an element is not closed')
    if (!this.#hasRoot) throw this.malformed('the document has no element')
    return undefined
  }

  /** With the place that was reached, as `line:column`. Nothing of the text is told: it may be a password that was not escaped. */
  malformed(detail: string): IdpError {
    const before = this.#text.slice(0, this.#at)
    const column = before.length - before.lastIndexOf('\n') - 1
    return new IdpError('XML_MALFORMED', { detail: `${this.#line()}:${column}: ${detail}`.slice(0, 200) })
  }

  #line(): number {
    return this.#text.slice(0, this.#at).split('\n').length
  }

  /** [XML10 §2.8] Only at the very beginning. */
  #declaration(): void {
    const found = this.#match(xmlDeclaration)
    if (found === undefined) return
    const [, version, encoding = 'utf-8'] = found.map((part) => part?.replace(/["']/g, ''))
    if (version !== '1.0') throw this.malformed(`XML version ${version} is not supported`)
    if (encoding.toLowerCase() !== 'utf-8') throw new IdpError('XML_ENCODING', { encoding: encoding.slice(0, 40) })
  }

  #run(): XmlToken | undefined {
    const next = this.#text.indexOf('<', this.#at)
    const run = this.#text.slice(this.#at, next === -1 ? undefined : next)
    if (this.#open.length === 0 && !blank.test(run)) throw this.malformed('text outside of the document element')
    if (run.includes(']]>')) throw this.malformed(']]> in text')
    const text = this.#withoutReferences(run)
    this.#at += run.length
    return this.#open.length === 0 ? undefined : { kind: 'text', text }
  }

  #markup(): XmlToken | undefined {
    const kind = this.#text[this.#at + 1]
    if (kind === '/') return this.#closeTag()
    if (kind === '!') return this.#commentOrCdata()
    if (kind === '?') throw this.#instruction()
    return this.#openTag()
  }

  #openTag(): XmlToken {
    const written = this.#match(tagStart)?.[1]
    if (written === undefined) throw this.malformed('< that begins no tag')
    if (this.#open.length === 0 && this.#hasRoot) throw this.malformed('a second document element')
    this.#hasRoot = true
    const attributes: ScannedAttribute[] = []
    const names = new Set<string>()
    for (let found = this.#match(attribute); found !== undefined; found = this.#match(attribute)) {
      const [, name = '', quoted = ''] = found
      if (names.has(name)) throw this.malformed('an attribute twice in one tag')
      names.add(name)
      const value = this.#withoutReferences(quoted.slice(1, -1).replace(/[\t\n]/g, ' '))
      attributes.push({ ...this.#splitName(name), value })
    }
    const end = this.#match(tagEnd)
    if (end === undefined) throw this.malformed('a tag that is not as XML has it')
    this.#closesItself = end[1] === '/'
    if (!this.#closesItself) this.#open.push(written)
    return { kind: 'open', name: this.#splitName(written), attributes }
  }

  #closeTag(): XmlToken {
    const written = this.#match(closeTag)?.[1]
    const expected = this.#open.pop()
    if (written === undefined || written !== expected) throw this.malformed('a closing tag that closes nothing')
    return close
  }

  #commentOrCdata(): XmlToken | undefined {
    if (this.#text.startsWith('<!--', this.#at)) {
      // [XML10 §2.5] No comment holds two hyphens.
      const end = this.#text.indexOf('--', this.#at + 4)
      if (end === -1 || this.#text[end + 2] !== '>') throw this.malformed('a comment that is not as XML has it')
      this.#at = end + 3
      return undefined
    }
    if (this.#text.startsWith('<!DOCTYPE', this.#at)) throw new IdpError('XML_DOCTYPE', { line: this.#line() })
    const start = this.#at + '<![CDATA['.length
    const end = this.#text.indexOf(']]>', start)
    if (!this.#text.startsWith('<![CDATA[', this.#at) || end === -1 || this.#open.length === 0)
      throw this.malformed('<! that begins nothing')
    this.#at = end + 3
    return { kind: 'text', text: this.#text.slice(start, end) }
  }

  #instruction(): IdpError {
    const target = this.#match(instruction)?.[1]
    if (target === undefined || target.toLowerCase() === 'xml') return this.malformed('<? that begins nothing here')
    return new IdpError('XML_PROCESSING_INSTRUCTION', { line: this.#line() })
  }

  /** [XMLNS §4] */
  #splitName(name: string): ScannedName {
    const colon = name.indexOf(':')
    const prefix = colon === -1 ? '' : name.slice(0, colon)
    const local = name.slice(colon + 1)
    if (!isNcName(local) || (colon !== -1 && !isNcName(prefix))) throw this.malformed('a name that is none')
    return { prefix, local }
  }

  /** [XML10 §4.1, §4.6] */
  #withoutReferences(text: string): string {
    if (!text.includes('&')) return text
    return text.replace(reference, (_, hexadecimal?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return predefined[name] ?? ''
      const code = hexadecimal === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hexadecimal, 16)
      const character = code <= 0x10ffff ? String.fromCodePoint(code) : ''
      if (!/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(character))
        throw this.malformed('& that begins no reference to a character')
      return character
    })
  }

  /** What stands at this place, which is left behind; undefined when it is something else. */
  #match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at
    const found = expression.exec(this.#text) ?? undefined
    if (found !== undefined) this.#at = expression.lastIndex
    return found
  }
}

/** [XML10 §2.2] Lone surrogates cannot come out of UTF-8. */
const illegalCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

const blank = /^[ \t\n]*$/
/** Whether it is a name is seen when it is split. */
const nameAtAll = `[^ \\t\\n/>=<&"']+`
const tagStart = new RegExp(`<(${nameAtAll})`, 'y')
const attribute = new RegExp(`[ \\t\\n]+(${nameAtAll})[ \\t\\n]*=[ \\t\\n]*("[^"<]*"|'[^'<]*')`, 'y')
const tagEnd = /[ \t\n]*(\/?)>/y
const closeTag = /<\/([^ \t\n>]+)[ \t\n]*>/y
const instruction = /<\?([^ \t\n?]+)(?:[ \t\n].*?)?\?>/sy

const equals = '[ \\t\\n]*=[ \\t\\n]*'
const xmlDeclaration = new RegExp(
  `<\\?xml[ \\t\\n]+version${equals}("1\\.[0-9]+"|'1\\.[0-9]+')(?:[ \\t\\n]+encoding${equals}("[A-Za-z][\\w.-]*"|'[A-Za-z][\\w.-]*'))?(?:[ \\t\\n]+standalone${equals}(?:"(?:yes|no)"|'(?:yes|no)'))?[ \\t\\n]*\\?>`,
  'y',
)

const reference = /&(?:#x([0-9A-Fa-f]+);|#([0-9]+);|(lt|gt|amp|quot|apos);)?/g

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
