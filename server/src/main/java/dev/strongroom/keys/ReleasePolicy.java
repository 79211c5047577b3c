package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import java.util.Arrays;

/// `release_policy`: to whom a key may be released, and whether that may be changed.
///
/// @param data the rules, JSON in UTF-8
public record ReleasePolicy(String contentType, byte[] data, boolean immutable) {
  public static final String USUAL_CONTENT_TYPE = "application/json; charset=utf-8";

  /// The policy after `change` was asked for. Once immutable, it stays as it is.
  ReleasePolicy changedTo(ReleasePolicy change) {
    if (immutable && !equals(change)) {
      throw new Problem.Malformed("AKV.SKR.1020: Immutable Key Release Policy cannot be modified.")
          .asException();
    }
    return change;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReleasePolicy that
        && contentType.equals(that.contentType)
        && immutable == that.immutable
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "ReleasePolicy[" + data.length + " bytes" + (immutable ? ", immutable]" : "]");
  }
}
