package dev.strongroom.trust.pkcs11;

/// The numbers of the PKCS #11 headers that we use, by their names there.
public final class Ck {
  public static final long CKO_PUBLIC_KEY = 2;
  public static final long CKO_PRIVATE_KEY = 3;
  public static final long CKO_SECRET_KEY = 4;

  public static final long CKK_RSA = 0;
  public static final long CKK_EC = 3;
  public static final long CKK_GENERIC_SECRET = 0x10;
  public static final long CKK_AES = 0x1F;

  public static final long CKA_CLASS = 0;
  public static final long CKA_TOKEN = 1;
  public static final long CKA_PRIVATE = 2;
  public static final long CKA_LABEL = 3;
  public static final long CKA_VALUE = 0x11;
  public static final long CKA_KEY_TYPE = 0x100;
  public static final long CKA_ID = 0x102;
  public static final long CKA_SENSITIVE = 0x103;
  public static final long CKA_ENCRYPT = 0x104;
  public static final long CKA_DECRYPT = 0x105;
  public static final long CKA_WRAP = 0x106;
  public static final long CKA_UNWRAP = 0x107;
  public static final long CKA_SIGN = 0x108;
  public static final long CKA_VERIFY = 0x10A;
  public static final long CKA_DERIVE = 0x10C;
  public static final long CKA_MODULUS = 0x120;
  public static final long CKA_MODULUS_BITS = 0x121;
  public static final long CKA_PUBLIC_EXPONENT = 0x122;
  public static final long CKA_PRIVATE_EXPONENT = 0x123;
  public static final long CKA_PRIME_1 = 0x124;
  public static final long CKA_PRIME_2 = 0x125;
  public static final long CKA_EXPONENT_1 = 0x126;
  public static final long CKA_EXPONENT_2 = 0x127;
  public static final long CKA_COEFFICIENT = 0x128;
  public static final long CKA_VALUE_LEN = 0x161;
  public static final long CKA_EXTRACTABLE = 0x162;
  public static final long CKA_LOCAL = 0x163;
  public static final long CKA_NEVER_EXTRACTABLE = 0x164;
  public static final long CKA_ALWAYS_SENSITIVE = 0x165;

  public static final long CKA_EC_PARAMS = 0x180;
  public static final long CKA_EC_POINT = 0x181;
  public static final long CKA_UNWRAP_TEMPLATE = 0x40000212L;

  public static final long CKM_RSA_PKCS_KEY_PAIR_GEN = 0x00;
  public static final long CKM_RSA_PKCS = 0x01;
  public static final long CKM_RSA_X_509 = 0x03;
  public static final long CKM_RSA_PKCS_OAEP = 0x09;
  public static final long CKM_RSA_PKCS_PSS = 0x0D;
  public static final long CKM_SHA_1 = 0x220;
  public static final long CKM_SHA256 = 0x250;
  public static final long CKM_SHA256_HMAC = 0x251;
  public static final long CKM_SHA384 = 0x260;
  public static final long CKM_SHA384_HMAC = 0x261;
  public static final long CKM_SHA512 = 0x270;
  public static final long CKM_SHA512_HMAC = 0x271;
  public static final long CKM_EC_KEY_PAIR_GEN = 0x1040;
  public static final long CKM_ECDSA = 0x1041;
  public static final long CKM_RSA_AES_KEY_WRAP = 0x1054;
  public static final long CKM_AES_KEY_GEN = 0x1080;
  public static final long CKM_AES_ECB = 0x1081;
  public static final long CKM_AES_CBC = 0x1082;
  public static final long CKM_AES_CBC_PAD = 0x1085;
  public static final long CKM_AES_GCM = 0x1087;
  public static final long CKM_AES_KEY_WRAP = 0x2109;
  public static final long CKM_AES_KEY_WRAP_PAD = 0x210A;
  public static final long CKM_AES_KEY_WRAP_KWP = 0x210B;

  public static final long CKF_ENCRYPT = 0x100;
  public static final long CKF_DECRYPT = 0x200;
  public static final long CKF_SIGN = 0x800;
  public static final long CKF_GENERATE_KEY_PAIR = 0x10000;
  public static final long CKF_WRAP = 0x20000;
  public static final long CKF_UNWRAP = 0x40000;
  public static final long CKF_GENERATE = 0x8000;

  static final long CKG_MGF1_SHA1 = 1;
  static final long CKG_MGF1_SHA256 = 2;
  static final long CKG_MGF1_SHA384 = 3;
  static final long CKG_MGF1_SHA512 = 4;
  static final long CKZ_DATA_SPECIFIED = 1;

  static final long CKF_SERIAL_SESSION = 4;
  static final long CKF_RW_SESSION = 2;
  static final long CKF_OS_LOCKING_OK = 2;
  static final long CKU_USER = 1;
  static final long CKF_LOGIN_REQUIRED = 4;
  static final long CKF_TOKEN_INITIALIZED = 0x400;

  private Ck() {}
}
