import { spawnServer } from '../../../src/cli/spawn-server.ts'

// A parent to be killed: starts the server as the demo does, says so, and waits.
const [bootFile = ''] = process.argv.slice(2)
const server = await spawnServer({ bootFile })
process.stdout.write(`${server.publicPort}\n`)
setInterval(() => {}, 1000)
