import type { PageTexts } from './page-texts.ts'

export const de: PageTexts = {
  signIn: 'Anmelden',
  signInTitle: 'Bei {organisation} anmelden',
  username: 'Benutzername',
  password: 'Kennwort',
  staySignedIn: 'Auf diesem Gerät angemeldet bleiben',
  help: 'Hilfe',
  reference: 'Referenz: {traceId}',
  changePassword: 'Kennwort ändern',
  changePasswordIntroduction: 'Ihr Kennwort ist abgelaufen. Wählen Sie ein neues, um fortzufahren.',
  oldPassword: 'Bisheriges Kennwort',
  newPassword: 'Neues Kennwort',
  newPasswordAgain: 'Neues Kennwort wiederholen',
  continuing: 'Sie sind angemeldet. Einen Moment …',
  continueWithoutScript: 'Ihr Browser führt hier keine Skripte aus. Drücken Sie die Schaltfläche, um fortzufahren.',
  continueAction: 'Weiter',
  signedOut: 'Sie sind abgemeldet',
  signedOutHint: 'Schließen Sie an einem gemeinsam genutzten Computer auch alle Browserfenster.',
  errorTitle: 'Das hat nicht geklappt',
  formProblems: {
    credentialsRefused:
      'Die Anmeldung mit diesem Benutzernamen und Kennwort ist nicht möglich. Prüfen Sie beides. Warten Sie nach mehreren Versuchen eine halbe Stunde.',
    formExpired:
      'Diese Seite war zu lange geöffnet, oder Ihr Browser behält keine Cookies. Bitte melden Sie sich erneut an.',
    newPasswordsDiffer: 'Die beiden neuen Kennwörter sind nicht gleich.',
    newPasswordRefused:
      'Das neue Kennwort entspricht nicht den Regeln: Es ist vielleicht zu kurz, zu einfach, schon benutzt, oder das letzte ist noch zu neu.',
  },
  pageProblems: {
    requestInvalid: [
      'Die Adresse, von der Sie kommen, hat etwas Unverständliches verlangt.',
      'Beginnen Sie noch einmal bei der gewünschten Anwendung, zum Beispiel office.com. Verwenden Sie kein Lesezeichen dieser Seite.',
    ],
    notFound: ['Unter dieser Adresse gibt es nichts.', 'Beginnen Sie noch einmal bei der gewünschten Anwendung.'],
    replyAddressUnknown: [
      'Sie wären an eine unbekannte Adresse weitergeleitet worden und wurden deshalb nicht angemeldet.',
      'Beginnen Sie noch einmal bei der gewünschten Anwendung. Wenn Sie einem Link in einer Nachricht gefolgt sind, melden Sie das Ihrem Helpdesk.',
    ],
    notAllowed: [
      'Sie können bei dieser Anwendung nicht angemeldet werden.',
      'Bitten Sie Ihren Helpdesk um Zugriff und nennen Sie die Referenz unten.',
    ],
    failed: [
      'Auf unserer Seite ist etwas schiefgegangen.',
      'Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie Ihrem Helpdesk die Referenz unten.',
    ],
    secondFactorUnavailable: [
      'Die Anwendung verlangt einen zweiten Nachweis, wer Sie sind, und hier ist keiner eingerichtet.',
      'Nennen Sie Ihrem Helpdesk die Referenz unten.',
    ],
    windowsUnavailable: [
      'Die Anwendung nimmt nur die Windows-Anmeldung an, und dieser Browser hat keine anzubieten.',
      'Verwenden Sie einen Computer Ihrer Organisation in deren Netz, angemeldet mit Ihrem eigenen Konto.',
    ],
    passwordCannotBeChanged: [
      'Ihr Kennwort ist abgelaufen und kann hier nicht geändert werden.',
      'Ändern Sie es an einem Computer Ihrer Organisation (Strg+Alt+Entf), oder fragen Sie Ihren Helpdesk.',
    ],
    passwordsClosed: [
      'Aus diesem Netz werden keine Kennwörter angenommen.',
      'Verwenden Sie einen Computer Ihrer Organisation in deren Netz oder deren VPN, oder fragen Sie Ihren Helpdesk.',
    ],
    unavailable: [
      'Die Anmeldung ist im Moment nicht möglich.',
      'Warten Sie eine Minute und versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie Ihrem Helpdesk die Referenz unten.',
    ],
  },
}
