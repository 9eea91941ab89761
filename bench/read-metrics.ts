import type { ClientRequest, IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/** One reading of a server's /metrics. */
export interface Metrics {
  /** Of all samples of that name whose labels include these. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number
  /** The same by the values of one label; samples without it are left out. */
  by(name: string, label: string): ReadonlyMap<string, number>
}

export async function readMetrics(
  send: (answer: (incoming: IncomingMessage) => void) => ClientRequest,
): Promise<Metrics> {
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => send(resolve).once('error', reject))
  return parseMetrics(await text(incoming))
}

/** The text format of Prometheus, as far as our own server writes it. */
export function parseMetrics(exposition: string): Metrics {
  const samples = [...exposition.matchAll(/^([a-z_]+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name, labels = '', value]) => ({
    name,
    labels: new Map([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text])),
    value: Number(value),
  }))
  return {
    sum(name, labels = {}) {
      const wanted = Object.entries(labels)
      return samples
        .filter((one) => one.name === name && wanted.every(([label, text]) => one.labels.get(label) === text))
        .reduce((sum, { value }) => sum + value, 0)
    },
    by(name, label) {
      const sums = new Map<string, number>()
      for (const one of samples) {
        const text = one.labels.get(label)
        if (one.name === name && text) sums.set(text, (sums.get(text) ?? 0) + one.value)
      }
      return sums
    },
  }
}
