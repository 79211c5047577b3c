package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.ReturnValue;
import java.util.EnumSet;
import java.util.Set;

/// What a module's return values say about the token.
final class HsmAnswers {
  /// The session is gone or unusable; another one may do.
  static final Set<ReturnValue> ABOUT_SESSION =
      EnumSet.of(
          ReturnValue.SESSION_CLOSED,
          ReturnValue.SESSION_HANDLE_INVALID,
          ReturnValue.OPERATION_ACTIVE);

  /// It is about what was asked for: the token is well.
  static final Set<ReturnValue> ABOUT_REQUEST =
      EnumSet.of(
          ReturnValue.ARGUMENTS_BAD,
          ReturnValue.ATTRIBUTE_SENSITIVE,
          ReturnValue.ATTRIBUTE_TYPE_INVALID,
          ReturnValue.ATTRIBUTE_VALUE_INVALID,
          ReturnValue.DATA_INVALID,
          ReturnValue.DATA_LEN_RANGE,
          ReturnValue.ENCRYPTED_DATA_INVALID,
          ReturnValue.ENCRYPTED_DATA_LEN_RANGE,
          ReturnValue.AEAD_DECRYPT_FAILED,
          ReturnValue.FUNCTION_NOT_SUPPORTED,
          ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
          ReturnValue.MECHANISM_INVALID,
          ReturnValue.MECHANISM_PARAM_INVALID,
          ReturnValue.TEMPLATE_INCONSISTENT,
          ReturnValue.TOKEN_WRITE_PROTECTED,
          ReturnValue.WRAPPED_KEY_INVALID,
          ReturnValue.WRAPPED_KEY_LEN_RANGE);

  /// The PIN is not accepted. Tokens count these and lock after a few.
  static final Set<ReturnValue> ABOUT_PIN =
      EnumSet.of(
          ReturnValue.PIN_INCORRECT,
          ReturnValue.PIN_INVALID,
          ReturnValue.PIN_LEN_RANGE,
          ReturnValue.PIN_EXPIRED,
          ReturnValue.PIN_LOCKED,
          ReturnValue.USER_PIN_NOT_INITIALIZED);

  private HsmAnswers() {}
}
