package dev.strongroom.trust.pkcs11;

import java.util.Arrays;
import java.util.Optional;

/// The return values (`CKR_…`) that somebody can act on.
public enum ReturnValue {
  HOST_MEMORY(0x02),
  GENERAL_ERROR(0x05),
  FUNCTION_FAILED(0x06),
  ARGUMENTS_BAD(0x07),
  ATTRIBUTE_SENSITIVE(0x11),
  ATTRIBUTE_TYPE_INVALID(0x12),
  ATTRIBUTE_VALUE_INVALID(0x13),
  DATA_INVALID(0x20),
  DATA_LEN_RANGE(0x21),
  DEVICE_ERROR(0x30),
  DEVICE_MEMORY(0x31),
  DEVICE_REMOVED(0x32),
  ENCRYPTED_DATA_INVALID(0x40),
  ENCRYPTED_DATA_LEN_RANGE(0x41),
  AEAD_DECRYPT_FAILED(0x42),
  FUNCTION_NOT_SUPPORTED(0x54),
  KEY_HANDLE_INVALID(0x60),
  KEY_FUNCTION_NOT_PERMITTED(0x68),
  MECHANISM_INVALID(0x70),
  MECHANISM_PARAM_INVALID(0x71),
  OBJECT_HANDLE_INVALID(0x82),
  OPERATION_ACTIVE(0x90),
  PIN_INCORRECT(0xA0),
  PIN_INVALID(0xA1),
  PIN_LEN_RANGE(0xA2),
  PIN_EXPIRED(0xA3),
  PIN_LOCKED(0xA4),
  SESSION_CLOSED(0xB0),
  SESSION_COUNT(0xB1),
  SESSION_HANDLE_INVALID(0xB3),
  TEMPLATE_INCONSISTENT(0xD1),
  TOKEN_NOT_PRESENT(0xE0),
  TOKEN_NOT_RECOGNIZED(0xE1),
  TOKEN_WRITE_PROTECTED(0xE2),
  USER_ALREADY_LOGGED_IN(0x100),
  USER_NOT_LOGGED_IN(0x101),
  USER_PIN_NOT_INITIALIZED(0x102),
  WRAPPED_KEY_INVALID(0x110),
  WRAPPED_KEY_LEN_RANGE(0x112),
  CRYPTOKI_NOT_INITIALIZED(0x190),
  CRYPTOKI_ALREADY_INITIALIZED(0x191);

  static final long OK = 0;
  private final long number;

  ReturnValue(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  static Optional<ReturnValue> of(long number) {
    return Arrays.stream(values()).filter(value -> value.number == number).findFirst();
  }
}
