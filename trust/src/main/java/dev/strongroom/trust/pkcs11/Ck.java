package dev.strongroom.trust.pkcs11;

/// The numbers of the PKCS #11 headers that we use, by their names there.
public final class Ck {
  public static final long CKO_PUBLIC_KEY = 2;
  public static final long CKO_PRIVATE_KEY = 3;
  public static final long CKO_SECRET_KEY = 4;

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
  public static final long CKA_VALUE_LEN = 0x161;
  public static final long CKA_EXTRACTABLE = 0x162;
  public static final long CKA_LOCAL = 0x163;
  public static final long CKA_NEVER_EXTRACTABLE = 0x164;
  public static final long CKA_ALWAYS_SENSITIVE = 0x165;

  public static final long CKM_AES_KEY_GEN = 0x1080;
  public static final long CKM_AES_ECB = 0x1081;
  public static final long CKM_AES_GCM = 0x1087;
  public static final long CKM_AES_KEY_WRAP_PAD = 0x210A;
  public static final long CKM_AES_KEY_WRAP_KWP = 0x210B;

  public static final long CKF_ENCRYPT = 0x100;
  public static final long CKF_DECRYPT = 0x200;
  public static final long CKF_WRAP = 0x20000;
  public static final long CKF_UNWRAP = 0x40000;
  public static final long CKF_GENERATE = 0x8000;

  static final long CKF_SERIAL_SESSION = 4;
  static final long CKF_RW_SESSION = 2;
  static final long CKF_OS_LOCKING_OK = 2;
  static final long CKU_USER = 1;
  static final long CKF_LOGIN_REQUIRED = 4;
  static final long CKF_TOKEN_INITIALIZED = 0x400;

  private Ck() {}
}
