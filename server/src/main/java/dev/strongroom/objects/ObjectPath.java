package dev.strongroom.objects;

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
public record ObjectPath(ObjectKind kind, VaultName vault, String name, Optional<String> version) {
  public static ObjectPath latest(ObjectKind kind, VaultName vault, String name) {
    return new ObjectPath(kind, vault, name, Optional.empty());
  }

  public ObjectName objectName() {
    return ObjectName.parse(name).orElseThrow(this::notFound);
  }

  public Optional<ObjectVersion> objectVersion() {
    return version.map(word -> ObjectVersion.parse(word).orElseThrow(this::notFound));
  }

  public Target target() {
    return new Target.InVault(vault, kind.collection(), Optional.of(name), version);
  }

  public Target deletedTarget() {
    return Target.InVault.object(vault, kind.deletedCollection(), name);
  }

  public RuntimeException notFound() {
    String id = version.map(word -> name + "/" + word).orElse(name);
    return new Problem.ObjectNotFound(kind, id).asException();
  }

  RuntimeException deletedNotFound() {
    return new Problem.DeletedObjectNotFound(kind, name).asException();
  }
}
