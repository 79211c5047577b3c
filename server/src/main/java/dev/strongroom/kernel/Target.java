package dev.strongroom.kernel;

import dev.strongroom.model.ResourceId;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// What an operation acts on; the authoriser turns it into a scope.
public sealed interface Target {
  /// A control-plane resource or scope.
  record Resource(ResourceId id) implements Target {}

  /// A vault's collection (`secrets`, `deletedsecrets`) or, with a name, one object in it.
  /// `version` is empty for the object as a whole; it only serves the audit record.
  record InVault(
      VaultName vault, String collection, Optional<String> object, Optional<String> version)
      implements Target {
    public static InVault collection(VaultName vault, String collection) {
      return new InVault(vault, collection, Optional.empty(), Optional.empty());
    }

    public static InVault object(VaultName vault, String collection, String object) {
      return new InVault(vault, collection, Optional.of(object), Optional.empty());
    }

    public static InVault version(
        VaultName vault, String collection, String object, String version) {
      return new InVault(vault, collection, Optional.of(object), Optional.of(version));
    }
  }

  /// The server itself: sign-in, discovery, jobs.
  record Server() implements Target {}
}
