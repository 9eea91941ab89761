import type {
  AppliedSettings,
  SettingsEditor,
  SettingsVersion,
  SettingsVersionFacts,
  StoredSettings,
  WantedSettings,
} from '../ports/settings-editor.ts'
import type { Settings, WatchedSettings } from '../ports.ts'
import { applySettings, parseStored, readInForce, type SettingsStorage } from './apply-settings.ts'

/**
 * The settings of a running server: an immutable snapshot, replaced whole. A change made here is in force when it is
 * acknowledged; one made elsewhere (another node, `joinery config apply`) is seen within a second.
 */

export interface SettingsStoreOptions extends SettingsStorage {
  readonly publicUrl: string
  /** Told when settings made elsewhere cannot be read; those in force stay. */
  readonly warn: (text: string) => void
  /** How often to ask for a newer version; 0: never. */
  readonly pollMilliseconds?: number
}

type Listener = (settings: Settings, before: Settings) => void

export class SettingsStore implements WatchedSettings, SettingsEditor {
  readonly #options: SettingsStoreOptions
  readonly #listeners = new Set<Listener>()
  readonly #timer: NodeJS.Timeout | undefined
  #current: Settings
  #version: number
  #refreshing: Promise<void> | undefined
  #polling = false
  #warnedOf = ''

  private constructor(options: SettingsStoreOptions, version: number, settings: Settings) {
    this.#options = options
    this.#version = version
    this.#current = settings
    const { pollMilliseconds = 1000 } = options
    if (pollMilliseconds > 0) this.#timer = setInterval(() => void this.#poll(), pollMilliseconds).unref()
  }

  /** Throws STORAGE_SETTINGS_UNREADABLE when the stored settings are of a form this program does not know. */
  static async open(options: SettingsStoreOptions): Promise<SettingsStore> {
    const { version, document } = await options.repository.last()
    return new SettingsStore(options, version, snapshot(document, version, options.publicUrl))
  }

  current(): Settings {
    return this.#current
  }

  /** Of the settings in force. */
  get version(): number {
    return this.#version
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readInForce(): Promise<StoredSettings> {
    return readInForce(this.#options)
  }

  listVersions(limit: number, before?: number): Promise<readonly SettingsVersionFacts[]> {
    return this.#options.repository.listVersions(limit, before)
  }

  findVersion(version: number): Promise<SettingsVersion | undefined> {
    return this.#options.repository.findVersion(version)
  }

  /** Stored, then in force here, then acknowledged. */
  async apply(wanted: WantedSettings): Promise<AppliedSettings> {
    const applied = await applySettings(this.#options, wanted)
    if (applied.changed && !wanted.dryRun) await this.refresh()
    return applied
  }

  /** Looks for a newer version now. */
  async refresh(): Promise<void> {
    // One that is under way may have looked before the change that is meant.
    await this.#refreshing
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined
    })
    await this.#refreshing
  }

  close(): void {
    clearInterval(this.#timer)
    this.#listeners.clear()
  }

  async #refresh(): Promise<void> {
    const { repository, publicUrl } = this.#options
    const { version, document } = await repository.last()
    if (version <= this.#version) return
    const before = this.#current
    this.#current = snapshot(document, version, publicUrl)
    this.#version = version
    this.#warnedOf = ''
    for (const listener of this.#listeners) this.#tell(listener, before)
  }

  #tell(listener: Listener, before: Settings): void {
    try {
      listener(this.#current, before)
    } catch (error) {
      this.#options.warn(`a part of the server could not follow the change of settings: ${messageOf(error)}`)
    }
  }

  async #poll(): Promise<void> {
    // A database that answers slowly is asked once, not once a second.
    if (this.#polling) return
    this.#polling = true
    try {
      if ((await this.#options.repository.lastVersion()) > this.#version) await this.refresh()
    } catch (error) {
      this.#warnOnce(messageOf(error))
    } finally {
      this.#polling = false
    }
  }

  /** A database that is away for an hour is one line in the log, not 3600. */
  #warnOnce(message: string): void {
    if (message === this.#warnedOf) return
    this.#warnedOf = message
    this.#options.warn(`the settings in force stay as they are: ${message}`)
  }
}

function snapshot(document: unknown, version: number, publicUrl: string): Settings {
  return deepFreeze({ managed: parseStored(document, version), publicUrl })
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
