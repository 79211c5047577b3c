package dev.strongroom.secrets;

import dev.strongroom.model.TenantId;
import java.util.List;

/// What a backup holds: every version of one secret, the latest last.
record Backup(TenantId tenant, List<OpenedSecret> versions) implements AutoCloseable {
  @Override
  public void close() {
    versions.forEach(OpenedSecret::close);
  }
}
