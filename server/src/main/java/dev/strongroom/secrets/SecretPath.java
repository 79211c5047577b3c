package dev.strongroom.secrets;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// What the path of a request names. The words are as they came: on a read Azure does not refuse a
/// name that cannot be one, it does not find it, and only after the caller was authorised.
///
/// @param version empty means the latest
public record SecretPath(VaultName vault, String name, Optional<String> version) {
  static final String COLLECTION = "secrets";
  static final String DELETED_COLLECTION = "deletedsecrets";

  public static SecretPath latest(VaultName vault, String name) {
    return new SecretPath(vault, name, Optional.empty());
  }

  ObjectName objectName() {
    return ObjectName.parse(name).orElseThrow(this::notFound);
  }

  Optional<ObjectVersion> objectVersion() {
    return version.map(word -> ObjectVersion.parse(word).orElseThrow(this::notFound));
  }

  Target target() {
    return new Target.InVault(vault, COLLECTION, Optional.of(name), version);
  }

  Target deletedTarget() {
    return Target.InVault.object(vault, DELETED_COLLECTION, name);
  }

  RuntimeException notFound() {
    String id = version.map(word -> name + "/" + word).orElse(name);
    return new Problem.ObjectNotFound(ObjectKind.SECRET, id).asException();
  }

  RuntimeException deletedNotFound() {
    return new Problem.DeletedObjectNotFound(ObjectKind.SECRET, name).asException();
  }
}
