package dev.strongroom.kernel;

import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// The authoriser's answer.
///
/// @param resource the vault or control-plane resource that was judged, for the audit record; empty
///   for the server
/// @param model which rules judged it
/// @param grantedBy id of the role assignment that allowed it, when one did
/// @param objection the refusal; empty means allowed
public record Access(
    Optional<ResourceId> resource,
    Model model,
    Optional<String> grantedBy,
    Optional<Problem> objection) {
  public enum Model {
    RBAC,
    ACCESS_POLICY,
    /// Jobs and open operations.
    NONE
  }

  public boolean allowed() {
    return objection.isEmpty();
  }
}
