package dev.strongroom.store;

import dev.strongroom.model.ObjectVersion;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.store.ObjectTable.Common;
import java.util.List;

/// Secrets in tables.
final class SecretTable implements ObjectTable.Codec<SecretProperties> {
  static final ObjectTable<SecretProperties> TABLE =
      new ObjectTable<>(
          "secrets",
          "secret",
          "secret_version",
          List.of("previous"),
          List.of("content_type"),
          new SecretTable());

  private SecretTable() {}

  @Override
  public List<Object> fixed(SecretProperties secret) {
    return List.of(secret.previous().map(ObjectVersion::hex));
  }

  @Override
  public List<Object> changing(SecretProperties secret) {
    return List.of(secret.contentType());
  }

  @Override
  public SecretProperties read(Row row, Common common) {
    return new SecretProperties(
        common.name(),
        common.version(),
        row.maybeText("previous").map(ObjectVersion::new),
        common.attributes(),
        row.maybeText("content_type"),
        common.tags(),
        common.created(),
        common.updated());
  }
}
