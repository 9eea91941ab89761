import type { PageTexts } from './page-texts.ts'

export const es: PageTexts = {
  signIn: 'Iniciar sesión',
  signInTitle: 'Iniciar sesión en {organisation}',
  username: 'Nombre de usuario',
  password: 'Contraseña',
  staySignedIn: 'Mantener la sesión en este dispositivo',
  help: 'Ayuda',
  reference: 'Referencia: {traceId}',
  changePassword: 'Cambiar la contraseña',
  changePasswordIntroduction: 'Su contraseña ha caducado. Elija una nueva para continuar.',
  oldPassword: 'Contraseña actual',
  newPassword: 'Contraseña nueva',
  newPasswordAgain: 'Contraseña nueva, otra vez',
  continuing: 'Ha iniciado sesión. Un momento…',
  continueWithoutScript: 'Su navegador no ejecuta scripts aquí. Pulse el botón para continuar.',
  continueAction: 'Continuar',
  signedOut: 'Ha cerrado la sesión',
  signedOutHint: 'En un equipo compartido, cierre también todas las ventanas del navegador.',
  errorTitle: 'No ha funcionado',
  factor: {
    title: 'Confirme que es usted',
    introduction: 'Sesión iniciada hasta ahora: {username}. Hace falta un paso más.',
    code: 'Código de su aplicación de autenticación',
    confirm: 'Confirmar',
    usePasskey: 'Usar una llave de acceso',
    useRecoveryCode: 'Usar un código de recuperación',
    recoveryCode: 'Código de recuperación',
    passkeyFailed: 'No se pudo usar la llave de acceso. Inténtelo de nuevo.',
    passkeyNeedsScript: 'Las llaves de acceso necesitan un navegador que ejecute scripts.',
    enrolTitle: 'Configurar la verificación en dos pasos',
    enrolIntroduction:
      'Desde ahora, para iniciar sesión hace falta un segundo paso después de la contraseña. Configúrelo; lleva un minuto.',
    app: 'Aplicación de autenticación',
    scan: 'Escanee esta imagen con una aplicación de autenticación en su teléfono. Después escriba el código que muestra.',
    qrAlternative: 'Código QR para la aplicación de autenticación; la clave de abajo dice lo mismo',
    typeKey: 'O escriba esta clave en la aplicación:',
    enrolApp: 'Configurar la aplicación',
    passkey: 'Llave de acceso',
    enrolPasskeyHint: 'Su huella, su cara, el PIN de este dispositivo o una llave de seguridad.',
    enrolPasskey: 'Configurar una llave de acceso',
    later: 'Ahora no',
    recoveryTitle: 'Guarde estos códigos de recuperación',
    recoveryIntroduction:
      'Si pierde su teléfono o su llave, cada uno de estos códigos le permite entrar una vez. Imprímalos o anótelos ahora: no se mostrarán de nuevo.',
    accountTitle: 'Su verificación en dos pasos',
    accountOf: 'Sesión iniciada como {username}.',
    none: 'Todavía no hay ninguna.',
    add: 'Configurar otra',
    label: 'Nombre, por ejemplo «teléfono del trabajo»',
    created: 'configurada el {date}',
    lastUsed: 'usada por última vez el {date}',
    change: 'Cambiar',
    rename: 'Cambiar el nombre',
    remove: 'Quitar',
    recoveryCodes: 'Códigos de recuperación',
    recoveryLeft: 'Aún válidos: {count}.',
    renewRecoveryCodes: 'Crear códigos nuevos',
  },
  formProblems: {
    codeRefused:
      'Este código no se aceptó. Use el más reciente, cada uno una sola vez. Tras varios intentos, espere 30 minutos.',
    passkeyRefused: 'Esta llave de acceso no se aceptó. Inténtelo de nuevo o use otro medio.',
    credentialsRefused:
      'No se puede iniciar sesión con este nombre de usuario y esta contraseña. Compruebe ambos. Tras varios intentos, espere media hora.',
    formExpired:
      'Esta página ha estado abierta demasiado tiempo, o su navegador no guarda cookies. Inicie sesión de nuevo.',
    newPasswordsDiffer: 'Las dos contraseñas nuevas no son iguales.',
    newPasswordRefused:
      'La contraseña nueva no cumple las reglas: puede ser demasiado corta, demasiado sencilla, ya usada o cambiada hace muy poco.',
  },
  pageProblems: {
    secondFactorElsewhere: [
      'Hace falta la verificación en dos pasos, y solo se puede configurar en la red de su organización.',
      'Inicie sesión una vez desde allí o por su VPN. Si no, dé a su soporte la referencia de abajo.',
    ],
    requestInvalid: [
      'La dirección de la que viene ha pedido algo que no entendemos.',
      'Empiece de nuevo en la aplicación que quiere usar, por ejemplo office.com. No use un marcador de esta página.',
    ],
    notFound: ['No hay nada en esta dirección.', 'Empiece de nuevo en la aplicación que quiere usar.'],
    replyAddressUnknown: [
      'Se le habría enviado a una dirección desconocida, así que no se ha iniciado la sesión.',
      'Empiece de nuevo en la aplicación que quiere usar. Si siguió un enlace de un mensaje, avise a su servicio de asistencia.',
    ],
    notAllowed: [
      'No puede iniciar sesión en esta aplicación.',
      'Pida acceso a su servicio de asistencia e indique la referencia de abajo.',
    ],
    failed: [
      'Algo ha fallado por nuestra parte.',
      'Inténtelo de nuevo. Si continúa, indique a su servicio de asistencia la referencia de abajo.',
    ],
    secondFactorUnavailable: [
      'La aplicación pide la verificación en dos pasos, y aquí no hay ninguna configurada.',
      'Indique a su servicio de asistencia la referencia de abajo.',
    ],
    windowsUnavailable: [
      'La aplicación solo acepta el inicio de sesión de Windows, y este navegador no ofrece ninguno.',
      'Use un equipo de su organización, en su red, con su propia cuenta.',
    ],
    passwordCannotBeChanged: [
      'Su contraseña ha caducado y no se puede cambiar aquí.',
      'Cámbiela en un equipo de su organización (Ctrl+Alt+Supr), o pregunte a su servicio de asistencia.',
    ],
    passwordsClosed: [
      'Desde esta red no se aceptan contraseñas.',
      'Use un equipo de su organización en su red o su VPN, o pregunte a su servicio de asistencia.',
    ],
    unavailable: [
      'En este momento no se puede iniciar sesión.',
      'Espere un minuto e inténtelo de nuevo. Si continúa, indique a su servicio de asistencia la referencia de abajo.',
    ],
  },
}
