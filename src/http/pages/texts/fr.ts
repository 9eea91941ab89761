import type { PageTexts } from './page-texts.ts'

export const fr: PageTexts = {
  signIn: 'Se connecter',
  signInTitle: 'Se connecter à {organisation}',
  username: 'Nom d’utilisateur',
  password: 'Mot de passe',
  staySignedIn: 'Rester connecté sur cet appareil',
  help: 'Aide',
  reference: 'Référence : {traceId}',
  changePassword: 'Changer le mot de passe',
  changePasswordIntroduction: 'Votre mot de passe a expiré. Choisissez-en un nouveau pour continuer.',
  oldPassword: 'Mot de passe actuel',
  newPassword: 'Nouveau mot de passe',
  newPasswordAgain: 'Nouveau mot de passe, encore une fois',
  continuing: 'Vous êtes connecté. Un instant…',
  continueWithoutScript: 'Votre navigateur n’exécute pas de script ici. Appuyez sur le bouton pour continuer.',
  continueAction: 'Continuer',
  signedOut: 'Vous êtes déconnecté',
  signedOutHint: 'Sur un ordinateur partagé, fermez aussi toutes les fenêtres du navigateur.',
  errorTitle: 'Cela n’a pas fonctionné',
  factor: {
    title: 'Confirmez votre identité',
    introduction: 'Connecté jusqu’ici : {username}. Une étape de plus est nécessaire.',
    code: 'Code de votre application d’authentification',
    confirm: 'Confirmer',
    usePasskey: 'Utiliser une clé d’accès',
    useRecoveryCode: 'Utiliser plutôt un code de récupération',
    recoveryCode: 'Code de récupération',
    passkeyFailed: 'La clé d’accès n’a pas pu être utilisée. Réessayez.',
    passkeyNeedsScript: 'Les clés d’accès demandent un navigateur qui exécute des scripts.',
    enrolTitle: 'Configurer la validation en deux étapes',
    enrolIntroduction:
      'La connexion demande désormais une seconde étape après le mot de passe. Configurez-la ; cela prend une minute.',
    app: 'Application d’authentification',
    scan: 'Scannez cette image avec une application d’authentification sur votre téléphone. Saisissez ensuite le code affiché.',
    qrAlternative: 'Code QR pour l’application d’authentification ; la clé ci-dessous dit la même chose',
    typeKey: 'Ou saisissez cette clé dans l’application :',
    enrolApp: 'Configurer l’application',
    passkey: 'Clé d’accès',
    enrolPasskeyHint: 'Votre empreinte, votre visage, le code de cet appareil ou une clé de sécurité.',
    enrolPasskey: 'Configurer une clé d’accès',
    later: 'Pas maintenant',
    recoveryTitle: 'Gardez ces codes de récupération',
    recoveryIntroduction:
      'Si vous perdez votre téléphone ou votre clé, chacun de ces codes vous connecte une fois. Imprimez-les ou notez-les maintenant : ils ne seront plus affichés.',
    accountTitle: 'Votre validation en deux étapes',
    accountOf: 'Connecté en tant que {username}.',
    none: 'Aucune n’est encore configurée.',
    add: 'En configurer une autre',
    label: 'Nom, par exemple « téléphone professionnel »',
    created: 'configurée le {date}',
    lastUsed: 'dernière utilisation le {date}',
    change: 'Modifier',
    rename: 'Renommer',
    remove: 'Supprimer',
    recoveryCodes: 'Codes de récupération',
    recoveryLeft: 'Encore valables : {count}.',
    renewRecoveryCodes: 'Créer de nouveaux codes',
  },
  formProblems: {
    codeRefused:
      'Ce code n’a pas été accepté. Utilisez le plus récent, chacun une seule fois. Après plusieurs essais, attendez 30 minutes.',
    passkeyRefused: 'Cette clé d’accès n’a pas été acceptée. Réessayez, ou utilisez un autre moyen.',
    credentialsRefused:
      'La connexion avec ce nom d’utilisateur et ce mot de passe est impossible. Vérifiez les deux. Après plusieurs essais, attendez une demi-heure.',
    formExpired:
      'Cette page est restée ouverte trop longtemps, ou votre navigateur ne garde pas les cookies. Veuillez vous reconnecter.',
    newPasswordsDiffer: 'Les deux nouveaux mots de passe ne sont pas identiques.',
    newPasswordRefused:
      'Ce nouveau mot de passe ne respecte pas les règles : il est peut-être trop court, trop simple, déjà utilisé, ou changé trop récemment.',
  },
  pageProblems: {
    secondFactorElsewhere: [
      'La validation en deux étapes est nécessaire, et elle ne se configure que dans le réseau de votre organisation.',
      'Connectez-vous une fois depuis ce réseau ou par son VPN. Sinon, donnez la référence ci-dessous à votre support.',
    ],
    requestInvalid: [
      'L’adresse d’où vous venez a demandé quelque chose que nous ne comprenons pas.',
      'Recommencez à partir de l’application voulue, par exemple office.com. N’utilisez pas de favori vers cette page.',
    ],
    notFound: ['Il n’y a rien à cette adresse.', 'Recommencez à partir de l’application voulue.'],
    replyAddressUnknown: [
      'Vous auriez été envoyé vers une adresse inconnue ; vous n’avez donc pas été connecté.',
      'Recommencez à partir de l’application voulue. Si vous avez suivi un lien dans un message, signalez-le à votre assistance.',
    ],
    notAllowed: [
      'Vous ne pouvez pas être connecté à cette application.',
      'Demandez l’accès à votre assistance en indiquant la référence ci-dessous.',
    ],
    failed: [
      'Une erreur s’est produite de notre côté.',
      'Réessayez. Si cela persiste, indiquez à votre assistance la référence ci-dessous.',
    ],
    secondFactorUnavailable: [
      'L’application demande la validation en deux étapes, et aucune n’est configurée ici.',
      'Indiquez à votre assistance la référence ci-dessous.',
    ],
    windowsUnavailable: [
      'L’application n’accepte que la connexion Windows, et ce navigateur n’en propose pas.',
      'Utilisez un ordinateur de votre organisation, dans son réseau, avec votre propre compte.',
    ],
    passwordCannotBeChanged: [
      'Votre mot de passe a expiré et ne peut pas être changé ici.',
      'Changez-le sur un ordinateur de votre organisation (Ctrl+Alt+Suppr), ou demandez à votre assistance.',
    ],
    passwordsClosed: [
      'Les mots de passe ne sont pas acceptés depuis ce réseau.',
      'Utilisez un ordinateur de votre organisation dans son réseau ou son VPN, ou demandez à votre assistance.',
    ],
    unavailable: [
      'La connexion est impossible pour le moment.',
      'Attendez une minute et réessayez. Si cela persiste, indiquez à votre assistance la référence ci-dessous.',
    ],
  },
}
