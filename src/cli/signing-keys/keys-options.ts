/** What joinery keys is called with, after its words were looked at. */
export interface KeysRequest {
  readonly config: string | undefined
  readonly data: string | undefined
  readonly json: boolean
  /** What the action is about: a file, a key, a domain. */
  readonly subject: string | undefined
  readonly id: string | undefined
  readonly name: string | undefined
  readonly key: string | undefined
  readonly taken: string | undefined
  readonly sentence: string | undefined
  readonly aside: boolean
  readonly passphraseFile: string | undefined
}
