package dev.strongroom.trust;

/// What is done with a key.
public enum KeyUse {
  SIGN,
  VERIFY,
  ENCRYPT,
  DECRYPT,
  WRAP,
  UNWRAP
}
