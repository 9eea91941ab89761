// Run by lifetime.test.ts as a process of its own: starts a lab, says where it is, and ends in the way it is told.
import { startLab } from '../../../src/lab/start-lab.ts'

const mode = process.argv[2]
const lab = await startLab()
const corp = lab.domain('corp')
if (mode === 'freeze') corp.freeze()
process.stdout.write(`${JSON.stringify({ folder: lab.folder, address: corp.address })}\n`)
if (mode === 'handle') process.once('SIGINT', () => lab.stop().then(() => process.exit(0)))
if (mode === 'forget') process.stdin.resume()
else if (mode === 'throw' || mode === 'exit')
  process.stdin.once('data', () => {
    if (mode === 'exit') process.exit(7)
    throw new Error('nobody catches this')
  })
else setInterval(() => {}, 60_000)
