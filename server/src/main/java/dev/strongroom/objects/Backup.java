package dev.strongroom.objects;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.TenantId;
import java.util.List;

/// What a backup holds: every version of one object, the latest last, and what its kind keeps
/// besides.
public record Backup<P extends ObjectProperties, X>(
    TenantId tenant, List<OpenedVersion<P>> versions, X besides) implements AutoCloseable {
  public Backup {
    versions = List.copyOf(versions);
  }

  public P latest() {
    return versions.getLast().properties();
  }

  public ObjectName name() {
    return latest().name();
  }

  @Override
  public void close() {
    versions.forEach(OpenedVersion::close);
  }
}
