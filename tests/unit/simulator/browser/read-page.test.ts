import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readPage } from '../../../../src/simulator/browser/read-page.ts'
import { html } from '../../../../src/simulator/tenant/html.ts'

test('forms with their fields, decoded; what has no name is not sent', () => {
  const { forms, title } = readPage(`<!doctype html><title>Sign in &amp; go</title>
<form method=POST action='/wsf/prp/m365?a=1&amp;b=2'><input type=hidden name="csrf" value="&#60;x&#x3e;">
<input name=user autocomplete="username"><input type="password" name="secret"><input type=submit value=Next>
<button name="way" value="other">Other</button></form>
<form><input name="a>b" type="text"></form>`)
  assert.equal(title, 'Sign in & go')
  assert.deepEqual(forms[0], {
    action: '/wsf/prp/m365?a=1&b=2',
    method: 'post',
    fields: [
      { name: 'csrf', type: 'hidden', value: '<x>', autocomplete: '' },
      { name: 'user', type: 'text', value: '', autocomplete: 'username' },
      { name: 'secret', type: 'password', value: '', autocomplete: '' },
      { name: 'way', type: 'submit', value: 'other', autocomplete: '' },
    ],
  })
  assert.deepEqual([forms[1]?.method, forms[1]?.fields[0]?.name], ['get', 'a>b'])
})

test('words without scripts, styles and comments; a line for each block', () => {
  const page = readPage(
    '<head><style>p{}</style></head><h1>Not <b>now</b></h1><!-- <p>no</p> --><script>1<2</script><p>Wait&nbsp;a bit.</p>',
  )
  assert.equal(page.text, 'Not now\nWait a bit.')
})

test('a link that looks like a button is a way on', () => {
  assert.deepEqual(readPage('<a href="/help">x</a><a class="button" href="/on?a=1&amp;b=2">Go on</a>').waysOn, [
    '/on?a=1&b=2',
  ])
})

test('frames and images are fetched with the page', () => {
  const { fetched } = readPage('<iframe src="https://a.test/?x=1&amp;y=2"></iframe><img src=/b.png><img alt="none">')
  assert.deepEqual(fetched, ['https://a.test/?x=1&y=2', '/b.png'])
})

test('what the tenant says of its pages', () => {
  const refused = readPage('<main data-outcome="refused" data-aadsts="50107">x</main>')
  assert.deepEqual([refused.outcome, refused.aadsts], ['refused', 50107])
  const other = readPage('<main>x</main>')
  assert.deepEqual([other.outcome, other.aadsts], [undefined, undefined])
})

test('a value that was escaped into a page comes out of it as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const { forms } = readPage(html`<form><input name="v" value="${value}"></form>`.html)
      assert.equal(forms[0]?.fields[0]?.value, value)
    }),
  )
})
