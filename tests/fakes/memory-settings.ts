import { managedSettings } from '../../src/config/managed-settings.ts'
import type { Settings, WatchedSettings } from '../../src/ports.ts'

/** Settings held in memory: what a test gives, filled with defaults; `replace` stands for an applied change. */
export interface MemorySettings extends WatchedSettings {
  /** `managed` as an administrator would write it; defaults are filled in. */
  replace(managed: unknown): void
}

export function memorySettings(managed: unknown = {}, publicUrl = 'https://sts.example.test'): MemorySettings {
  let current: Settings = Object.freeze({ managed: managedSettings.parse(managed), publicUrl })
  const listeners = new Set<(settings: Settings, before: Settings) => void>()
  return {
    current: () => current,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    replace(next) {
      const before = current
      current = Object.freeze({ managed: managedSettings.parse(next), publicUrl })
      for (const listener of listeners) tell(() => listener(current, before))
    },
  }
}

/** A listener that throws stops no other. */
function tell(run: () => void): void {
  try {
    run()
  } catch {}
}
