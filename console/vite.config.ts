import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const target = resolve(import.meta.dirname, '../build/console')

/** scripts/console-dev.sh names the running server. It refuses changes that come from another origin than its own. */
const server = process.env.JOINERY_ADMIN ?? 'https://localhost:9443'
const toServer = { target: server, secure: false, changeOrigin: true, headers: { origin: server } }

/** The server sends these as they are: compressing once, at the build, leaves it nothing to do for each request. */
const precompress: Plugin = {
  name: 'precompress',
  apply: 'build',
  closeBundle() {
    const files = readdirSync(target, { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => /\.(js|css|svg)$/.test(name))) {
      const path = join(target, file)
      const bytes = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      writeFileSync(
        `${path}.br`,
        brotliCompressSync(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        }),
      )
    }
  },
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), precompress],
  // src/http/console.ts puts a fresh nonce in its place for every answer.
  html: { cspNonce: '%NONCE%' },
  build: {
    outDir: target,
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/v1': toServer, '/console/session': toServer },
  },
})
