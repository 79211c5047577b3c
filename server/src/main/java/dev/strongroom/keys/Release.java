package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.HsmKeyPurpose;
import java.util.List;
import java.util.Optional;

/// Whether a key may ever leave, and to whom. The one is chosen with the key and never changes.
public record Release(boolean exportable, Optional<ReleasePolicy> policy) {
  public static final Release NEVER = new Release(false, Optional.empty());

  /// Refuses, in Azure's words, a key that may leave to nobody in particular, and rules for one
  /// that may not leave.
  public Release {
    if (exportable && policy.isEmpty()) {
      throw new Problem.Malformed("Exportable keys must have release policy.").asException();
    }
    if (!exportable && policy.isPresent()) {
      throw new Problem.Malformed("Non-exportable keys must not have release policy.")
          .asException();
    }
  }

  /// Refuses that what was wrapped for a key could be opened by whoever it was released to.
  void check(List<KeyOperation> operations) {
    if (exportable && operations.contains(KeyOperation.IMPORT)) {
      throw new Problem.Malformed(
              "An exportable key must not have the operation import: whoever it is released to could"
                  + " open what was wrapped for it.")
          .asException();
    }
  }

  /// What a key does in an HSM.
  HsmKeyPurpose purpose() {
    return exportable ? HsmKeyPurpose.EXPORTABLE : HsmKeyPurpose.USE;
  }

  Release with(Optional<ReleasePolicy> change) {
    return change
        .map(wanted ->
            new Release(
                exportable, Optional.of(policy.map(old -> old.changedTo(wanted)).orElse(wanted))))
        .orElse(this);
  }
}
