import type { PageTexts } from './page-texts.ts'

export const en: PageTexts = {
  signIn: 'Sign in',
  signInTitle: 'Sign in to {organisation}',
  username: 'User name',
  password: 'Password',
  staySignedIn: 'Stay signed in on this device',
  help: 'Help',
  reference: 'Reference: {traceId}',
  changePassword: 'Change password',
  changePasswordIntroduction: 'Your password has expired. Choose a new one to go on.',
  oldPassword: 'Current password',
  newPassword: 'New password',
  newPasswordAgain: 'New password, once more',
  continuing: 'You are signed in. One moment…',
  continueWithoutScript: 'Your browser runs no script here. Press the button to go on.',
  continueAction: 'Continue',
  signedOut: 'You are signed out',
  signedOutHint: 'On a shared computer, also close all browser windows.',
  errorTitle: 'That did not work',
  factor: {
    title: 'Confirm it is you',
    introduction: 'Signed in so far: {username}. One more proof is needed.',
    code: 'Code from your authenticator app',
    confirm: 'Confirm',
    usePasskey: 'Use a passkey',
    useRecoveryCode: 'Use a recovery code instead',
    recoveryCode: 'Recovery code',
    passkeyFailed: 'The passkey could not be used. Try again.',
    passkeyNeedsScript: 'Passkeys need a browser that runs scripts.',
    enrolTitle: 'Set up a second proof',
    enrolIntroduction:
      'From now on, signing in takes a second proof beside your password. Set one up; it takes a minute.',
    app: 'Authenticator app',
    scan: 'Scan this picture with an authenticator app on your phone. Then type the code it shows.',
    qrAlternative: 'QR code for the authenticator app; the key below says the same',
    typeKey: 'Or type this key into the app:',
    enrolApp: 'Set up the app',
    passkey: 'Passkey',
    enrolPasskeyHint: 'Your fingerprint, your face, the PIN of this device, or a security key.',
    enrolPasskey: 'Set up a passkey',
    later: 'Not now',
    recoveryTitle: 'Keep these recovery codes',
    recoveryIntroduction:
      'If you lose your phone or your key, each of these signs you in once. Print them or write them down now: they are not shown again.',
  },
  formProblems: {
    codeRefused:
      'This code was not taken. Use the newest one, each only once. After several attempts, wait 30 minutes.',
    passkeyRefused: 'This passkey was not taken. Try again, or use another proof.',
    credentialsRefused:
      'You could not be signed in with this user name and password. Check both. After several attempts, wait half an hour.',
    formExpired: 'This page was open for too long, or your browser keeps no cookies. Please sign in again.',
    newPasswordsDiffer: 'The two new passwords are not the same.',
    newPasswordRefused:
      'This new password does not meet the rules: it may be too short, too simple, used before, or changed too recently.',
  },
  pageProblems: {
    secondFactorElsewhere: [
      'A second proof of who you are is needed, and it can be set up in your organisation’s network only.',
      'Sign in once from there, or through its VPN. Otherwise tell your help desk the reference below.',
    ],
    requestInvalid: [
      'The address you came from asked for something we do not understand.',
      'Start again at the application you want to use, such as office.com. Do not use a bookmark of this page.',
    ],
    notFound: ['There is nothing at this address.', 'Start again at the application you want to use.'],
    replyAddressUnknown: [
      'You would have been sent on to an address we do not know, so you were not signed in.',
      'Start again at the application you want to use. If you followed a link in a message, tell your help desk about it.',
    ],
    notAllowed: [
      'You cannot be signed in to this application.',
      'Ask your help desk for access, and tell them the reference below.',
    ],
    failed: ['Something went wrong on our side.', 'Try again. If it stays, tell your help desk the reference below.'],
    secondFactorUnavailable: [
      'The application asks for a second proof of who you are, and none is set up here.',
      'Tell your help desk the reference below.',
    ],
    windowsUnavailable: [
      'The application takes Windows sign-in only, and this browser has none to offer.',
      'Use a computer of your organisation, in its network, signed in with your own account.',
    ],
    passwordCannotBeChanged: [
      'Your password has expired and cannot be changed here.',
      'Change it at a computer of your organisation (Ctrl+Alt+Del), or ask your help desk.',
    ],
    passwordsClosed: [
      'Passwords are not taken from this network.',
      'Use a computer of your organisation in its network, or its VPN, or ask your help desk.',
    ],
    unavailable: [
      'Signing in is not possible at the moment.',
      'Wait a minute and try again. If it stays, tell your help desk the reference below.',
    ],
  },
}
