import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WatchedSettings } from '../../../src/ports.ts'

/** What every WatchedSettings does. `change` stands for an administrator's change, acknowledged when it returns. */

export interface ChangeableSettings {
  readonly settings: WatchedSettings
  change(document: unknown): Promise<void>
}

const population = (id: string) => ({ populations: [{ id, name: id }] })

const idsOf = (settings: WatchedSettings) => settings.current().managed.populations.map(({ id }) => id)

export function watchedSettingsSuite(label: string, open: () => Promise<ChangeableSettings>): void {
  test(`${label}: without a change the defaults are in force`, async () => {
    const { settings } = await open()
    assert.deepEqual(settings.current().managed.applications, [])
    assert.equal(settings.current().managed.environment.id, 'default')
    assert.match(settings.current().publicUrl, /^https:/)
  })

  test(`${label}: a change is in force when it is acknowledged, and an old snapshot stays as it was`, async () => {
    const { settings, change } = await open()
    await change(population('a'))
    const before = settings.current()
    await change(population('b'))
    assert.deepEqual(idsOf(settings), ['b'])
    assert.equal(before.managed.populations[0]?.id, 'a')
    assert.notEqual(settings.current(), before)
    assert.equal(settings.current(), settings.current(), 'the same snapshot until the next change')
  })

  test(`${label}: listeners are told what is and what was, until they stop listening`, async () => {
    const { settings, change } = await open()
    const told: string[] = []
    const stop = settings.onChange((now, before) => {
      assert.equal(now, settings.current())
      told.push(`${before.managed.populations[0]?.id ?? ''} -> ${now.managed.populations[0]?.id ?? ''}`)
    })
    await change(population('a'))
    await change(population('b'))
    stop()
    stop()
    await change(population('c'))
    assert.deepEqual(told, [' -> a', 'a -> b'])
  })

  test(`${label}: a listener that throws stops no other`, async () => {
    const { settings, change } = await open()
    let told = 0
    settings.onChange(() => {
      throw new Error('broken')
    })
    settings.onChange(() => told++)
    await change(population('a'))
    assert.deepEqual([told, idsOf(settings)], [1, ['a']])
  })
}
