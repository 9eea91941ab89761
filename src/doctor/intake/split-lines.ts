import type { Line } from '../reader.ts'
import { cleanLine } from './clean-line.ts'

/**
 * Text in chunks -> numbered lines, whatever their line breaks. A longer line is cut, so that memory stays bounded; a log that Event Viewer
 * saved as XML, which is one line whatever its size, comes in pieces of whole events with the same number.
 */

export const lineLength = 4_000_000
const eventEnd = '</Event>'

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
    return { number: count, text: detached(cleanLine(text.endsWith('\r') ? text.slice(0, -1) : text)) }
  }
  const hold = (text: string, lines: Line[]): void => {
    if (isCutting) return
    rest += text
    const end = rest.length <= lineLength ? -1 : rest.lastIndexOf(eventEnd, lineLength - eventEnd.length)
    if (end >= 0) {
      lines.push({ number: count + 1, text: cleanLine(rest.slice(0, end + eventEnd.length)) })
      rest = rest.slice(end + eventEnd.length)
    }
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
      const lines: Line[] = []
      for (const part of parts) {
        hold(part, lines)
        lines.push(finish(rest))
        rest = ''
      }
      hold(last, lines)
      return lines
    },
    end() {
      const whole = rest
      rest = ''
      return whole === '' && !isCutting ? [] : [finish(whole)]
    },
  }
}

/** A part of a string keeps the whole of it in memory: a copy keeps only the line that a fact was read from. */
function detached(text: string): string {
  return ` ${text}`.slice(1)
}
