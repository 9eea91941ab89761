// A table: every reader, in the order in which they are asked. The first that takes a line has it.
import type { ByteReader, LineReader } from '../reader.ts'
import { dsregcmdStatusReader } from './dsregcmd-status-reader.ts'
import { joinDebugReader } from './join-debug-reader.ts'

export const lineReaders: readonly LineReader[] = [joinDebugReader, dsregcmdStatusReader]

export const byteReaders: readonly ByteReader[] = []
