import type { Syntax } from './syntax.ts'

/** What a tree reads and calls: for checks of settings and for the console, never for evaluation. */
export interface Uses {
  /** `string.uuidAsBase64Guid` */
  readonly calls: readonly string[]
  /** `user.name.given`: the longest plain paths from the root; those inside projections and selections start at an item and are left out. */
  readonly paths: readonly string[]
}

export function usesOf(tree: Syntax): Uses {
  const calls = new Set<string>()
  const paths = new Set<string>()
  const visit = (node: Syntax, atRoot: boolean): void => {
    const path = findPath(node, atRoot)
    if (path !== undefined) paths.add(path)
    if (node.type === 'call') calls.add(`${node.library}.${node.name}`)
    if (path === undefined || path === '')
      for (const [child, sameItem] of childrenOf(node)) visit(child, atRoot && sameItem)
  }
  visit(tree, true)
  paths.delete('')
  return { calls: [...calls], paths: [...paths] }
}

/** '' is the root itself. */
function findPath(node: Syntax, atRoot: boolean): string | undefined {
  switch (node.type) {
    case 'root':
      return ''
    case 'this':
      return atRoot ? '' : undefined
    case 'name':
      return atRoot ? node.name : undefined
    case 'property':
      return joined(findPath(node.target, atRoot), node.name)
    case 'index':
      return node.key.type === 'literal' && typeof node.key.value === 'string'
        ? joined(findPath(node.target, atRoot), node.key.value)
        : undefined
    default:
      return undefined
  }
}

const joined = (target: string | undefined, name: string): string | undefined =>
  target === undefined ? undefined : target === '' ? name : `${target}.${name}`

/** Each with whether its bare names still start at the same item. */
function childrenOf(node: Syntax): readonly (readonly [Syntax, boolean])[] {
  const same = (...nodes: readonly Syntax[]): readonly (readonly [Syntax, boolean])[] =>
    nodes.map((child) => [child, true])
  switch (node.type) {
    case 'property':
      return same(node.target)
    case 'index':
      return same(node.target, node.key)
    case 'select':
      return [
        [node.target, true],
        [node.criterion, false],
      ]
    case 'project':
      return [
        [node.target, true],
        [node.element, false],
      ]
    case 'list':
      return same(...node.items)
    case 'map':
      return same(...node.entries.flatMap(({ key, value }) => [key, value]))
    case 'array':
      return same(...node.sizes, ...(node.items ?? []))
    case 'call':
      return same(...node.arguments)
    case 'not':
    case 'minus':
    case 'plus':
      return same(node.operand)
    case 'binary':
      return same(node.left, node.right)
    case 'ternary':
      return same(node.condition, node.whenTrue, node.whenFalse)
    default:
      return []
  }
}
