package dev.strongroom.trust.pkcs11;

import java.util.Optional;
import java.util.Set;

/// A function of the module did not return `CKR_OK`. The message names the function and the value,
/// and nothing that was passed.
public final class CryptokiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long number;

  public CryptokiFailure(String function, ReturnValue value) {
    this(function, value.number());
  }

  CryptokiFailure(String function, long number) {
    super(function + " answered " + name(number));
    this.number = number;
  }

  /// Empty for a value that [ReturnValue] does not list, as a vendor's own.
  public Optional<ReturnValue> value() {
    return ReturnValue.of(number);
  }

  public boolean is(Set<ReturnValue> values) {
    return value().filter(values::contains).isPresent();
  }

  private static String name(long number) {
    return ReturnValue.of(number)
        .map(known -> "CKR_" + known)
        .orElseGet(() -> "0x" + Long.toHexString(number));
  }
}
