package dev.strongroom.secrets;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.VaultPlace;
import java.util.Optional;

/// A secret, or the secrets of a vault, by its place in the control plane.
///
/// @param name empty for the collection
public record SecretAt(VaultPlace place, Optional<String> name) {
  public ResourceId resource() {
    ResourceId collection = place.resource().child(Secrets.COLLECTION);
    return name.map(collection::child).orElse(collection);
  }

  VaultName vault() {
    return place.vault();
  }

  ObjectName objectName() {
    String given = name.orElse("");
    return ObjectName.parse(given)
        .orElseThrow(() ->
            new Problem.Invalid(
                    "BadRequest",
                    "The secret name '"
                        + given
                        + "' is invalid. It has 1 to 127 letters, digits and '-'.")
                .asException());
  }

  VaultFacts require(Secrets secrets, Work work) {
    return place.require(secrets.life().vaults(), work.tx());
  }

  RuntimeException notFound() {
    return new Problem.ResourceNotFound(
            "SecretNotFound",
            "A secret with (name/id) " + name.orElse("") + " was not found in this key vault.")
        .asException();
  }
}
