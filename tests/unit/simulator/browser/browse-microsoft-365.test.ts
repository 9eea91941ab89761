import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type BrowserReport,
  browseMicrosoft365,
  printBrowsing,
} from '../../../../src/simulator/browser/browse-microsoft-365.ts'
import { openBrowser } from '../../../../src/simulator/browser/open-browser.ts'
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../device/token-service.ts'

const sts = 'sts.corp.example.test'
const microsoft = 'login.microsoftonline.com'
let server: ScriptedServer

before(async () => {
  server = await startScriptedServer([microsoft, sts])
})
after(() => server?.stop())

async function browse(
  answers: readonly ScriptedAnswer[],
  change: { tickets?: string[]; password?: string; ticket?: string; signOut?: boolean } = {},
): Promise<BrowserReport> {
  server.script(...answers)
  const { tickets = [], password, ticket, signOut = false } = change
  const negotiate = async () => ticket
  const browser = openBrowser({ network: server.network, ticketHosts: tickets, negotiate, userAgent: 'Firefox' })
  const user = { userPrincipalName: 'alice@corp.example.test', password, promptLogin: false }
  return browseMicrosoft365(browser, user, { signOut })
}

const ok = (body: string, headers: Record<string, string> = {}): ScriptedAnswer => ({ status: 200, body, headers })
const redirect = (location: string): ScriptedAnswer => ({ status: 302, headers: { location } })
const toSts = redirect(`https://${sts}/wsf/prp/m365?wa=wsignin1.0`)
const passwordForm =
  '<form method="post"><input type="hidden" name="csrf" value="c1"><input name="u" value=""><input type="password" name="p"></form>'
const autoPost = `<form method="post" action="https://${microsoft}/login.srf"><input type="hidden" name="wa" value="wsignin1.0"><input type="hidden" name="wresult" value="&lt;t/&gt;"><input type="hidden" name="wctx" value="a&amp;b"></form>`
const outcome = (name: string, aadsts = ''): ScriptedAnswer =>
  ok(
    `<main data-outcome="${name}" data-aadsts="${aadsts}"><form method="post" action="/approve"><input name="request" value="r"></form>${name}</main>`,
  )

test('name, redirect, password form, automatic form, signed in: cookies and hidden fields go back where they came from', async () => {
  const cookie = { 'set-cookie': '__Host-pre=1; Secure' }
  const report = await browse([toSts, ok(passwordForm, cookie), ok(autoPost), outcome('signed-in')], {
    password: 'pass word',
  })
  assert.deepEqual(
    [report.outcome, report.aadsts, report.asked, report.host],
    ['signed-in', null, ['password'], microsoft],
  )
  const [authorize, signIn, post, token] = server.requests
  assert.equal(authorize?.path, '/common/oauth2/authorize?login_hint=alice%40corp.example.test')
  assert.equal(signIn?.headers.cookie, undefined)
  assert.deepEqual(
    [post?.body, post?.headers.cookie],
    ['csrf=c1&u=alice%40corp.example.test&p=pass+word', '__Host-pre=1'],
  )
  assert.equal(post?.path, '/wsf/prp/m365?wa=wsignin1.0', 'a form without action goes to its own address')
  assert.deepEqual([token?.path, token?.body], ['/login.srf', 'wa=wsignin1.0&wresult=%3Ct%2F%3E&wctx=a%26b'])
  assert.equal(token?.headers.cookie, undefined, 'a cookie goes to its own host only')
})

test('a host of the list gets the ticket, any other does not; without a ticket the body of the 401 is the page', async () => {
  const challenge = { status: 401, headers: { 'www-authenticate': 'Negotiate' }, body: passwordForm }
  const silent = await browse([toSts, challenge, ok(autoPost), outcome('signed-in')], {
    tickets: [sts],
    ticket: 'dG9r',
  })
  assert.deepEqual([silent.outcome, silent.asked], ['signed-in', []])
  assert.equal(server.requests[2]?.headers.authorization, 'Negotiate dG9r')
  assert.match(
    printBrowsing(silent),
    /^200 GET {2}https:\/\/sts.corp.example.test\/wsf\/prp\/m365 {2}\(with a Kerberos ticket\)$/m,
  )
  const asked = await browse([toSts, challenge, ok(autoPost), outcome('signed-in')], { ticket: 'dG9r', password: 'x' })
  assert.deepEqual([asked.outcome, asked.asked], ['signed-in', ['password']])
  assert.equal((await browse([toSts, challenge], { tickets: [sts] })).host, sts)
})

test('a password that is asked again was wrong; a change of it, or a code, ends the visit', async () => {
  const again = await browse([toSts, ok(passwordForm)], { password: 'x' })
  assert.deepEqual([again.outcome, again.asked], ['stopped', ['password', 'password']])
  const change = await browse([toSts, ok('<form><input type=password name=a><input type=password name=b></form>')])
  assert.deepEqual(change.asked, ['password-change'])
  const code = await browse([toSts, ok('<form><input name=a autocomplete="one-time-code"></form>')])
  assert.deepEqual([code.outcome, code.asked, code.host], ['stopped', ['one-time-code'], sts])
})

test('an app is set up with the key of the page, its code is typed, and the way on is taken', async () => {
  const setUp = ok(
    '<p>key <code>GEZD GNBV GY3T QOJQ</code></p><form method="post"><input type="hidden" name="factor" value="enrolTotp"><input name="code" autocomplete="one-time-code"></form>',
  )
  const codes = ok('<p>Keep these</p><a class="button" href="/wsf/prp/m365?on=1">Continue</a>')
  const report = await browse([toSts, setUp, codes, ok(autoPost), outcome('signed-in')])
  assert.deepEqual([report.outcome, report.asked], ['signed-in', ['one-time-code']])
  assert.match(server.requests[2]?.body ?? '', /^factor=enrolTotp&code=\d{6}$/)
  assert.equal(server.requests[3]?.path, '/wsf/prp/m365?on=1')
  const refused = await browse([toSts, setUp, setUp])
  assert.deepEqual([refused.outcome, refused.asked], ['stopped', ['one-time-code', 'one-time-code']])
})

test('a refusal has its code; the second factor of Entra is a button', async () => {
  const refused = await browse([outcome('refused', '50034')])
  assert.deepEqual([refused.outcome, refused.aadsts], ['refused', 50034])
  const factor = await browse([outcome('ask-second-factor'), outcome('signed-in')])
  assert.deepEqual([factor.outcome, factor.asked], ['signed-in', ['second-factor-of-entra']])
  assert.equal(server.requests[1]?.body, 'request=r')
})

test('signed out is who Microsoft 365 asks for a name again', async () => {
  const left = [outcome('signed-in'), ok('bye'), outcome('ask-name')]
  assert.equal((await browse(left, { signOut: true })).signedOut, true)
  const frame = ok(`<iframe src="https://${microsoft}/login.srf?wa=wsignoutcleanup1.0"></iframe>`)
  const cleaned = await browse([outcome('signed-in'), frame, ok('done'), outcome('ask-name')], { signOut: true })
  assert.equal(cleaned.signedOut, true)
  assert.equal(server.requests[2]?.path, '/login.srf?wa=wsignoutcleanup1.0')
  const report = await browse([outcome('signed-in')], { signOut: true })
  assert.equal(report.signedOut, false)
  assert.match(printBrowsing(report), /Microsoft 365 still knows the user\.$/)
})

test('a host that does not answer, or turns in circles, is a page too', async () => {
  const broken = await browse([{ status: 0, breaks: true }])
  assert.deepEqual([broken.outcome, broken.title], ['stopped', 'This site can’t be reached'])
  assert.match((await browse([redirect('/again')])).text, /too many redirects$/)
})
