import type { Line } from '../reader.ts'
import { cleanLine } from './clean-line.ts'

/** Text in chunks -> numbered lines, whatever their line breaks. A longer line is cut, so that memory stays bounded. */

export const lineLength = 4_000_000

export interface LineSplitter {
  push(text: string): Line[]
  end(): Line[]
  /** Numbers of the lines that were cut; the first ten. */
  readonly cutLines: readonly number[]
}

export function splitLines(): LineSplitter {
  let rest = ''
  let isCutting = false
  let count = 0
  const cutLines: number[] = []
  const finish = (text: string): Line => {
    count += 1
    isCutting = false
    return { number: count, text: cleanLine(text.endsWith('\r') ? text.slice(0, -1) : text) }
  }
  const hold = (text: string): void => {
    if (isCutting) return
    rest += text
    if (rest.length <= lineLength) return
    rest = rest.slice(0, lineLength)
    isCutting = true
    if (cutLines.length < 10) cutLines.push(count + 1)
  }
  return {
    cutLines,
    push(text) {
      const parts = text.split('\n')
      const last = parts.pop() ?? ''
      const lines = parts.map((part) => {
        hold(part)
        const whole = rest
        rest = ''
        return finish(whole)
      })
      hold(last)
      return lines
    },
    end() {
      const whole = rest
      rest = ''
      return whole === '' && !isCutting ? [] : [finish(whole)]
    },
  }
}
