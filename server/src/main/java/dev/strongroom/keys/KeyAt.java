package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.VaultPlace;
import java.util.Optional;

/// Keys of a vault or a managed HSM by their place in the control plane.
///
/// @param name empty for the vault's keys
/// @param versions whether the versions of the key are meant
/// @param version one of them
public record KeyAt(
    VaultPlace place, Optional<String> name, boolean versions, Optional<String> version) {
  private static final String COLLECTION = "keys";

  public static KeyAt collection(VaultPlace place) {
    return new KeyAt(place, Optional.empty(), false, Optional.empty());
  }

  public static KeyAt key(VaultPlace place, String name) {
    return new KeyAt(place, Optional.of(name), false, Optional.empty());
  }

  public static KeyAt versions(VaultPlace place, String name) {
    return new KeyAt(place, Optional.of(name), true, Optional.empty());
  }

  public static KeyAt version(VaultPlace place, String name, String version) {
    return new KeyAt(place, Optional.of(name), true, Optional.of(version));
  }

  Target target() {
    ResourceId at = place.resource().child(COLLECTION);
    ResourceId key = name.map(at::child).orElse(at);
    ResourceId all = versions ? key.child("versions") : key;
    return new Target.Resource(version.map(all::child).orElse(all));
  }

  boolean hsm() {
    return vault().isHsm();
  }

  VaultName vault() {
    return place.vault();
  }

  VaultFacts require(Keys keys, Tx tx) {
    VaultFacts facts = place.require(keys.life().vaults(), tx);
    if (!keys.traits().throughArm(tx, vault())) {
      throw new Problem.NotPermitted(
              "KeyOperationsThroughARMDisabled",
              "The managed HSM does not let the control plane see or make its keys. Its"
                  + " administrators can: AllowKeyManagementOperationsThroughARM.")
          .asException();
    }
    return facts;
  }

  ObjectPath path() {
    return Keys.path(vault(), name.orElse(""), version);
  }

  ObjectName objectName() {
    String given = name.orElse("");
    return ObjectName.parse(given)
        .orElseThrow(() ->
            new Problem.Invalid(
                    "BadRequest",
                    "The key name '"
                        + given
                        + "' is invalid. It has 1 to 127 letters, digits and '-'.")
                .asException());
  }
}
