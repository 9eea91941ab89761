// A table: the object identifiers of PKCS #12 files [RFC7292 §4] [RFC7292 §C] and of password-based encryption [RFC8018 §B] [RFC9579 §5].
export const pkcs12 = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  pbmac1: '1.2.840.113549.1.5.14',
  /** Hash by the identifier of the digest, and of the HMAC with it. */
  hashes: {
    '1.3.14.3.2.26': 'sha1',
    '2.16.840.1.101.3.4.2.1': 'sha256',
    '2.16.840.1.101.3.4.2.2': 'sha384',
    '2.16.840.1.101.3.4.2.3': 'sha512',
    '1.2.840.113549.2.7': 'sha1',
    '1.2.840.113549.2.9': 'sha256',
    '1.2.840.113549.2.10': 'sha384',
    '1.2.840.113549.2.11': 'sha512',
  },
  /** Ciphers of PBES2, with the bytes of their key. */
  ciphers: {
    '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
    '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
    '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
    '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
  },
  /** The older encryption with SHA-1, whose keys come from the derivation of PKCS #12 itself. */
  oldCiphers: {
    '1.2.840.113549.1.12.1.3': ['des-ede3-cbc', 24],
    '1.2.840.113549.1.12.1.4': ['des-ede-cbc', 16],
    '1.2.840.113549.1.12.1.5': ['rc2', 16],
    '1.2.840.113549.1.12.1.6': ['rc2', 5],
  },
} as const
