package dev.strongroom.kernel;

import dev.strongroom.model.ResourceId;
import java.util.Optional;
import java.util.function.Consumer;

/// The authoriser's answer.
///
/// @param resource the vault or control-plane resource that was judged, for the audit record; empty
///   for the server
/// @param model which rules judged it
/// @param grantedBy id of the role assignment that allowed it, when one did
/// @param objection the refusal; empty means allowed
/// @param spending uses up a right that counts once, in the transaction of the request; a read with
///   such a right is performed as a write
public record Access(
    Optional<ResourceId> resource,
    Model model,
    Optional<String> grantedBy,
    Optional<Problem> objection,
    Optional<Consumer<Work>> spending) {
  public enum Model {
    RBAC,
    ACCESS_POLICY,
    /// Jobs and open operations.
    NONE
  }

  /// With no right that counts once.
  public Access(
      Optional<ResourceId> resource,
      Model model,
      Optional<String> grantedBy,
      Optional<Problem> objection) {
    this(resource, model, grantedBy, objection, Optional.empty());
  }

  /// The same, for this once.
  public Access once(Consumer<Work> spending) {
    return new Access(resource, model, grantedBy, objection, Optional.of(spending));
  }

  /// The same, refused after all.
  public Access refused(Problem problem) {
    return new Access(resource, model, grantedBy, Optional.of(problem));
  }

  public boolean allowed() {
    return objection.isEmpty();
  }
}
