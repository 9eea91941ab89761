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
  factor: {
    title: 'Bestätigen Sie Ihre Identität',
    introduction: 'Bisher angemeldet: {username}. Ein weiterer Schritt ist nötig.',
    code: 'Code aus Ihrer Authenticator-App',
    confirm: 'Bestätigen',
    usePasskey: 'Passkey verwenden',
    useRecoveryCode: 'Stattdessen einen Wiederherstellungscode verwenden',
    recoveryCode: 'Wiederherstellungscode',
    passkeyFailed: 'Der Passkey konnte nicht verwendet werden. Versuchen Sie es noch einmal.',
    passkeyNeedsScript: 'Passkeys brauchen einen Browser, der Skripte ausführt.',
    enrolTitle: 'Bestätigung in zwei Schritten einrichten',
    enrolIntroduction:
      'Zur Anmeldung gehört jetzt nach dem Kennwort ein zweiter Schritt. Richten Sie ihn ein; es dauert eine Minute.',
    app: 'Authenticator-App',
    scan: 'Scannen Sie dieses Bild mit einer Authenticator-App auf Ihrem Telefon. Geben Sie dann den angezeigten Code ein.',
    qrAlternative: 'QR-Code für die Authenticator-App; der Schlüssel darunter sagt dasselbe',
    typeKey: 'Oder geben Sie diesen Schlüssel in die App ein:',
    enrolApp: 'App einrichten',
    passkey: 'Passkey',
    enrolPasskeyHint: 'Ihr Fingerabdruck, Ihr Gesicht, die PIN dieses Geräts oder ein Sicherheitsschlüssel.',
    enrolPasskey: 'Passkey einrichten',
    later: 'Nicht jetzt',
    recoveryTitle: 'Bewahren Sie diese Wiederherstellungscodes auf',
    recoveryIntroduction:
      'Wenn Sie Ihr Telefon oder Ihren Schlüssel verlieren, meldet jeder dieser Codes Sie einmal an. Drucken Sie sie jetzt aus oder schreiben Sie sie auf: Sie werden nicht noch einmal angezeigt.',
    accountTitle: 'Ihre Bestätigung in zwei Schritten',
    accountOf: 'Angemeldet als {username}.',
    none: 'Noch ist keiner eingerichtet.',
    add: 'Weiteren einrichten',
    label: 'Name, zum Beispiel „Diensttelefon“',
    created: 'eingerichtet am {date}',
    lastUsed: 'zuletzt verwendet am {date}',
    change: 'Ändern',
    rename: 'Umbenennen',
    remove: 'Entfernen',
    recoveryCodes: 'Wiederherstellungscodes',
    recoveryLeft: 'Noch gültig: {count}.',
    renewRecoveryCodes: 'Neue Codes erzeugen',
  },
  formProblems: {
    codeRefused:
      'Dieser Code wurde nicht angenommen. Verwenden Sie den neuesten, jeden nur einmal. Warten Sie nach mehreren Versuchen 30 Minuten.',
    passkeyRefused:
      'Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal, oder verwenden Sie einen anderen Weg.',
    credentialsRefused:
      'Die Anmeldung mit diesem Benutzernamen und Kennwort ist nicht möglich. Prüfen Sie beides. Warten Sie nach mehreren Versuchen eine halbe Stunde.',
    formExpired:
      'Diese Seite war zu lange geöffnet, oder Ihr Browser behält keine Cookies. Bitte melden Sie sich erneut an.',
    newPasswordsDiffer: 'Die beiden neuen Kennwörter sind nicht gleich.',
    newPasswordRefused:
      'Das neue Kennwort entspricht nicht den Regeln: Es ist vielleicht zu kurz, zu einfach, schon benutzt, oder das letzte ist noch zu neu.',
  },
  pageProblems: {
    secondFactorElsewhere: [
      'Die Bestätigung in zwei Schritten ist nötig, und sie kann nur im Netz Ihrer Organisation eingerichtet werden.',
      'Melden Sie sich einmal von dort oder über das VPN an. Sonst nennen Sie Ihrem Helpdesk die Referenz unten.',
    ],
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
      'Die Anwendung verlangt die Bestätigung in zwei Schritten, und hier ist keine eingerichtet.',
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
