package dev.strongroom.keys;

import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import dev.strongroom.trust.HsmKeyPurpose;
import dev.strongroom.trust.KeySpec;
import java.util.List;

/// What a caller says of a new version, besides what it is made of.
///
/// @param hardware whether it is to live in an HSM
/// @param asked `key_ops`; none means the usual ones, because SDKs send an empty list for that
public record KeySettings(
    boolean hardware, List<KeyOperation> asked, Attributes attributes, Release release, Tags tags) {
  public KeySettings {
    asked = List.copyOf(asked);
  }

  /// One that brings others does nothing else in an HSM, whatever its operations become later.
  static HsmKeyPurpose purpose(List<KeyOperation> operations, Release release) {
    return operations.equals(List.of(KeyOperation.IMPORT))
        ? HsmKeyPurpose.IMPORT
        : release.purpose();
  }

  List<KeyOperation> operations(KeySpec spec) {
    return asked.isEmpty() ? KeyOperation.usual(spec) : Keys.checked(asked, spec);
  }
}
