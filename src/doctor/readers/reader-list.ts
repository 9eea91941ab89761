// A table: every reader, in the order in which they are asked. The first that takes a line has it.
import type { ByteReader, LineReader } from '../reader.ts'
import { collectorReader } from './collector-reader.ts'
import { connectionPointReader } from './connection-point-reader.ts'
import { csvReader } from './csv-reader.ts'
import { dsregcmdStatusReader } from './dsregcmd-status-reader.ts'
import { eventTextReader } from './event-text-reader.ts'
import { evtxReader } from './evtx-reader.ts'
import { joinDebugReader } from './join-debug-reader.ts'
import { jsonReader } from './json-reader.ts'
import { keytabReader } from './keytab-reader.ts'
import { klistReader } from './klist-reader.ts'
import { ldifReader } from './ldif-reader.ts'
import { nltestReader } from './nltest-reader.ts'
import { powershellListReader } from './powershell-list-reader.ts'
import { powershellTableReader } from './powershell-table-reader.ts'
import { registryReader } from './registry-reader.ts'
import { setspnReader } from './setspn-reader.ts'
import { tokenTextReader } from './token-text.ts'
import { xmlReader } from './xml-reader.ts'
import { zipReader } from './zip-reader.ts'

/** Those that know their lines by words of their own first, those that know a shape last. */
export const lineReaders: readonly LineReader[] = [
  jsonReader,
  xmlReader,
  collectorReader,
  eventTextReader,
  csvReader,
  joinDebugReader,
  dsregcmdStatusReader,
  connectionPointReader,
  registryReader,
  klistReader,
  setspnReader,
  nltestReader,
  ldifReader,
  tokenTextReader,
  powershellTableReader,
  powershellListReader,
]

export const byteReaders: readonly ByteReader[] = [evtxReader, zipReader, keytabReader]
