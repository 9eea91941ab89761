/** Hostile documents out of good ones, for fuzzing whatever reads XML. The same seed gives the same documents. */

export type Random = () => number

/** A small generator of repeatable numbers in [0, 1): mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One to six changes to one of the documents, mostly one: several at once are nearly always no XML at all. What comes out may still be good, is often nearly good, and never over 1 MiB. */
export function mutateXml(documents: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes: Uint8Array = pick(documents, random)
  for (let changes = 1 + Math.floor(random() ** 3 * 6); changes > 0; changes -= 1) {
    const mutation = pick(mutations, random)
    bytes = mutation(bytes, random, documents).subarray(0, 1_048_576)
  }
  return bytes
}

type Mutation = (bytes: Uint8Array, random: Random, documents: readonly Uint8Array[]) => Uint8Array

const mutations: readonly Mutation[] = [
  function flipBits(bytes, random) {
    const changed = Uint8Array.from(bytes)
    for (let count = 1 + Math.floor(random() * 8); count > 0; count -= 1) {
      const at = position(changed, random)
      changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 7))
    }
    return changed
  },
  function setByte(bytes, random) {
    const changed = Uint8Array.from(bytes)
    changed[position(bytes, random)] = Math.floor(random() * (random() < 0.1 ? 256 : 128))
    return changed
  },
  function remove(bytes, random) {
    const [from, to] = range(bytes, random)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  },
  function repeat(bytes, random) {
    const [from, to] = range(bytes, random)
    const part = bytes.subarray(from, to)
    const times = 1 + Math.floor(random() ** 4 * 2000)
    const copies = Math.min(times, Math.ceil(262_144 / Math.max(1, part.length)))
    return Buffer.concat([bytes.subarray(0, to), ...Array.from({ length: copies }, () => part), bytes.subarray(to)])
  },
  function insertFragment(bytes, random) {
    const at = position(bytes, random)
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(pick(fragments, random)), bytes.subarray(at)])
  },
  function insertBetweenTags(bytes, random) {
    const at = bytes.indexOf(0x3e, position(bytes, random)) + 1
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(pick(fragments, random)), bytes.subarray(at)])
  },
  function insertInTag(bytes, random) {
    const at = bytes.indexOf(0x20, position(bytes, random)) + 1
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(pick(attributes, random)), bytes.subarray(at)])
  },
  function nest(bytes, random) {
    const depth = Math.floor(random() ** 4 * 20_000)
    const at = bytes.indexOf(0x3e, position(bytes, random)) + 1
    const inside = `${'<n>'.repeat(depth)}${'</n>'.repeat(random() < 0.8 ? depth : 0)}`
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(inside), bytes.subarray(at)])
  },
  function manyAttributes(bytes, random) {
    const count = Math.floor(random() ** 3 * 5000)
    const list = Array.from({ length: count }, (_, index) =>
      random() < 0.5 ? `a${index}="" ` : `xmlns:p${index}="u" `,
    )
    const at = bytes.indexOf(0x20, position(bytes, random)) + 1
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(list.join('')), bytes.subarray(at)])
  },
  function splice(bytes, random, documents) {
    const other = pick(documents, random)
    return Buffer.concat([bytes.subarray(0, position(bytes, random)), other.subarray(position(other, random))])
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, position(bytes, random))
  },
  function otherEncoding(bytes, random) {
    const text = Buffer.from(bytes).toString('utf8')
    return random() < 0.5 ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text, 'latin1')
  },
]

const fragments: readonly string[] = [
  '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY % d SYSTEM "file:///dev/zero">%d;]>',
  '<!--',
  '-->',
  '<!-- -->',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0" encoding="UTF-16"?>',
  '<?php x?>',
  '&amp;',
  '&lt;',
  '&b;',
  '&#0;',
  '&#x10FFFF;',
  '&#x110000;',
  '&#99999999999999999999;',
  '&#xD800;',
  '&constructor;',
  '<a xmlns=""/>',
  '<p:a/>',
  '<a b="1" b="2"/>',
  '</s:Envelope>',
  '\u0000',
  '\ufffe',
  '\u2028',
  '\u{10ffff}',
  '<'.repeat(3000),
  '&'.repeat(3000),
  ' '.repeat(5000),
  'x'.repeat(70_000),
  ']'.repeat(30_000),
]

const attributes: readonly string[] = [
  'xmlns="urn:x" ',
  'xmlns:s="urn:x" ',
  'xmlns:xml="urn:x" ',
  'xmlns:s="" ',
  'xmlns:__proto__="u" ',
  '__proto__="x" ',
  'constructor="x" ',
  'wsu:Id="_1" ',
  'a=b ',
  'a ',
  'a="&b;" ',
  'a="\n\t" ',
  `a="${'x'.repeat(40_000)}" `,
]

function pick<T>(list: readonly T[], random: Random): T {
  const chosen = list[Math.floor(random() * list.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}

function position(bytes: Uint8Array, random: Random): number {
  return Math.floor(random() * bytes.length)
}

function range(bytes: Uint8Array, random: Random): [number, number] {
  const from = position(bytes, random)
  return [from, Math.min(bytes.length, from + 1 + Math.floor(random() ** 2 * 300))]
}
