import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** Other people's grammar of PowerShell: scripts are read by it, never run, for there is no Windows. */

const clients = createRequire(new URL('../clients/package.json', import.meta.url))

interface Node {
  readonly type: string
  readonly text: string
  readonly isError: boolean
  readonly isMissing: boolean
  readonly startPosition: { readonly row: number }
  readonly children: readonly (Node | null)[]
}

export async function parsePowerShell(text: string): Promise<Node> {
  const { Parser, Language } = await import(pathToFileURL(clients.resolve('web-tree-sitter')).href)
  await Parser.init()
  const parser = new Parser()
  parser.setLanguage(await Language.load(clients.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')))
  return parser.parse(text).rootNode
}

export function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) if (child !== null) yield* nodesOf(child)
}

/** Lines that are not PowerShell. */
export const brokenLines = (tree: Node): readonly number[] =>
  [...nodesOf(tree)].filter((node) => node.isError || node.isMissing).map((node) => node.startPosition.row + 1)
