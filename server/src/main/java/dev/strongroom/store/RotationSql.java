package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Tx;
import dev.strongroom.keys.KeyRotation;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.RotationPolicy;
import dev.strongroom.keys.RotationStore;
import dev.strongroom.keys.Span;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.ObjectPath;
import java.time.Instant;
import java.util.Optional;

/// Rotation policies in the rows of their keys.
public final class RotationSql implements RotationStore {
  private static final String POLICY =
      """
      SELECT rotation_expiry, rotate_after, rotate_before, notify_before, rotation_created,
        rotation_updated
      FROM crypto_key WHERE vault_id = ? AND name = ? AND notify_before IS NOT NULL
      """;

  private static final String SET =
      """
      UPDATE crypto_key SET rotation_expiry = ?, rotate_after = ?, rotate_before = ?,
        notify_before = ?, rotation_created = ?, rotation_updated = ?, rotate_at = ?
      WHERE vault_id = ? AND name = ?
      """;

  private static final String DUE =
      """
      SELECT k.display AS key_name, COALESCE(v.name, h.name) AS vault_name,
        COALESCE(v.display, h.display) AS vault_display
      FROM crypto_key k
      LEFT JOIN vault v ON v.id = k.vault_id AND v.deleted IS NULL
      LEFT JOIN managed_hsm h ON h.id = k.vault_id AND h.deleted IS NULL
      WHERE k.rotate_at <= ? AND k.deleted_at IS NULL AND (v.id IS NOT NULL OR h.id IS NOT NULL)
      ORDER BY k.rotate_at, k.vault_id, k.name LIMIT 1
      """;

  @Override
  public Optional<RotationPolicy> policy(Tx tx, VaultFacts vault, ObjectName name) {
    return SqlTx.of(tx).one(POLICY, RotationSql::read, vault.id().toString(), name.canonical());
  }

  @Override
  public void set(Tx tx, VaultFacts vault, Approved<KeyRotation> rotation) {
    RotationPolicy policy = rotation.value().policy();
    int rows =
        SqlTx.of(tx)
            .run(
                SET,
                policy.expiry().map(Span::text),
                policy.afterCreate().map(Span::text),
                policy.beforeExpiry().map(Span::text),
                policy.notice().text(),
                policy.stamps().created(),
                policy.stamps().updated(),
                rotation.value().due(),
                vault.id().toString(),
                rotation.value().name().canonical());
    Check.that(rows == 1, "a key with a rotation policy is there");
  }

  @Override
  public Optional<ObjectPath> due(Tx tx, Instant now) {
    return SqlTx.of(tx)
        .one(
            DUE,
            row ->
                Keys.path(
                    new VaultName(row.text("vault_name"), row.text("vault_display")),
                    row.text("key_name"),
                    Optional.empty()),
            now);
  }

  private static RotationPolicy read(Row row) {
    return new RotationPolicy(
        row.maybeText("rotation_expiry").map(Span::new),
        row.maybeText("rotate_after").map(Span::new),
        row.maybeText("rotate_before").map(Span::new),
        new Span(row.text("notify_before")),
        new RotationPolicy.Stamps(
            row.maybeTime("rotation_created"), row.maybeTime("rotation_updated")));
  }
}
