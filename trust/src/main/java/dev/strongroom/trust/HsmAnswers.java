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
          ReturnValue.ACTION_PROHIBITED,
          ReturnValue.DATA_INVALID,
          ReturnValue.DATA_LEN_RANGE,
          ReturnValue.ENCRYPTED_DATA_INVALID,
          ReturnValue.ENCRYPTED_DATA_LEN_RANGE,
          ReturnValue.AEAD_DECRYPT_FAILED,
          ReturnValue.FUNCTION_NOT_SUPPORTED,
          ReturnValue.FUNCTION_REJECTED,
          ReturnValue.KEY_SIZE_RANGE,
          ReturnValue.KEY_TYPE_INCONSISTENT,
          ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
          ReturnValue.KEY_NOT_WRAPPABLE,
          ReturnValue.KEY_UNEXTRACTABLE,
          ReturnValue.MECHANISM_INVALID,
          ReturnValue.MECHANISM_PARAM_INVALID,
          ReturnValue.TEMPLATE_INCOMPLETE,
          ReturnValue.TEMPLATE_INCONSISTENT,
          ReturnValue.TOKEN_WRITE_PROTECTED,
          ReturnValue.WRAPPED_KEY_INVALID,
          ReturnValue.WRAPPED_KEY_LEN_RANGE,
          ReturnValue.WRAPPING_KEY_SIZE_RANGE,
          ReturnValue.WRAPPING_KEY_TYPE_INCONSISTENT,
          ReturnValue.UNWRAPPING_KEY_SIZE_RANGE,
          ReturnValue.UNWRAPPING_KEY_TYPE_INCONSISTENT,
          ReturnValue.DOMAIN_PARAMS_INVALID,
          ReturnValue.CURVE_NOT_SUPPORTED);

  /// What was asked for is not to be had from this token: another way may be.
  static final Set<ReturnValue> NOT_OFFERED =
      EnumSet.of(
          ReturnValue.ARGUMENTS_BAD,
          ReturnValue.ATTRIBUTE_TYPE_INVALID,
          ReturnValue.ATTRIBUTE_VALUE_INVALID,
          ReturnValue.ACTION_PROHIBITED,
          ReturnValue.FUNCTION_NOT_SUPPORTED,
          ReturnValue.FUNCTION_REJECTED,
          ReturnValue.KEY_SIZE_RANGE,
          ReturnValue.KEY_TYPE_INCONSISTENT,
          ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
          ReturnValue.KEY_NOT_WRAPPABLE,
          ReturnValue.KEY_UNEXTRACTABLE,
          ReturnValue.MECHANISM_INVALID,
          ReturnValue.MECHANISM_PARAM_INVALID,
          ReturnValue.TEMPLATE_INCOMPLETE,
          ReturnValue.TEMPLATE_INCONSISTENT,
          ReturnValue.WRAPPING_KEY_SIZE_RANGE,
          ReturnValue.WRAPPING_KEY_TYPE_INCONSISTENT,
          ReturnValue.UNWRAPPING_KEY_SIZE_RANGE,
          ReturnValue.UNWRAPPING_KEY_TYPE_INCONSISTENT,
          ReturnValue.DOMAIN_PARAMS_INVALID,
          ReturnValue.CURVE_NOT_SUPPORTED);

  /// What was given does not open. Many modules say no more than that something failed, and a token
  /// that turned out to be well means this by it.
  static final Set<ReturnValue> NOT_OPENED =
      EnumSet.of(
          ReturnValue.GENERAL_ERROR,
          ReturnValue.FUNCTION_FAILED,
          ReturnValue.DATA_INVALID,
          ReturnValue.DATA_LEN_RANGE,
          ReturnValue.ENCRYPTED_DATA_INVALID,
          ReturnValue.ENCRYPTED_DATA_LEN_RANGE,
          ReturnValue.AEAD_DECRYPT_FAILED,
          ReturnValue.WRAPPED_KEY_INVALID,
          ReturnValue.WRAPPED_KEY_LEN_RANGE);

  /// The handle means nothing any more: the object is gone, or was made anew elsewhere.
  static final Set<ReturnValue> ABOUT_OBJECT =
      EnumSet.of(
          ReturnValue.KEY_HANDLE_INVALID,
          ReturnValue.OBJECT_HANDLE_INVALID,
          ReturnValue.WRAPPING_KEY_HANDLE_INVALID,
          ReturnValue.UNWRAPPING_KEY_HANDLE_INVALID);

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
