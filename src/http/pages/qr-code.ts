import { encode } from 'uqr'

/** A QR code as a data: address of an SVG: one path of rows, black on white whatever the colours of the page are. */
export function qrCode(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const rows = data.flatMap((row, y) =>
    runsOf(row).map(({ start, length }) => `M${start} ${y}h${length}v1h-${length}z`),
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${rows.join('')}"/></svg>`
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

function runsOf(row: readonly boolean[]): readonly { readonly start: number; readonly length: number }[] {
  return [
    ...row
      .map((dark) => (dark ? '#' : ' '))
      .join('')
      .matchAll(/#+/g),
  ].map((run) => ({
    start: run.index,
    length: run[0].length,
  }))
}
