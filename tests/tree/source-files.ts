import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { type Node, parse } from 'acorn'
import { full } from 'acorn-walk'

/** The repository's own source, as the tree tests look at it. */

export const root = resolve(import.meta.dirname, '../..')

/** Every file below a folder whose name ends so, as absolute paths, sorted. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => join(root, folder, name))
    .sort()
}

export function fromRoot(file: string): string {
  return relative(root, file)
}

export function read(file: string): string {
  return readFileSync(file, 'utf8')
}

/** A table (errors, names, codes) says so in its first line and may be long. */
export function isTable(text: string): boolean {
  return /^(\/\/|\/\*\*?)\s*A table\b/.test(text)
}

export interface FunctionSize {
  readonly name: string
  readonly line: number
  readonly lines: number
}

/** Every function with a block body and its length in lines. */
export function functionsOf(text: string): FunctionSize[] {
  const program = parse(stripTypeScriptTypes(text), { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  const sizes: FunctionSize[] = []
  full(program, (node) => {
    if (!isFunctionWithBlock(node) || !node.loc) return
    sizes.push({
      name: node.id?.name ?? '(anonymous)',
      line: node.loc.start.line,
      lines: node.loc.end.line - node.loc.start.line + 1,
    })
  })
  return sizes
}

type FunctionNode = Node & { body: Node; id?: { name: string } | null }

function isFunctionWithBlock(node: Node): node is FunctionNode {
  const kinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
  return kinds.includes(node.type) && 'body' in node && (node as FunctionNode).body.type === 'BlockStatement'
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
