package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultContents;

/// Destroys what is in a vault that is being purged, in bounded steps: versions first, so that what
/// is left of an interrupted purge is never a version without its secret.
public final class ContentsSql implements VaultContents {
  private static final String VERSIONS =
      """
      DELETE FROM secret_version WHERE (vault_id, name, version) IN (
        SELECT vault_id, name, version FROM secret_version WHERE vault_id = ? LIMIT ?)
      """;
  private static final String SECRETS =
      """
      DELETE FROM secret WHERE (vault_id, name) IN (
        SELECT vault_id, name FROM secret WHERE vault_id = ? LIMIT ?)
      """;

  @Override
  public boolean destroySome(Tx tx, Approved<Vault> vault, int max) {
    SqlTx session = SqlTx.of(tx);
    String id = vault.value().about().id().toString();
    int versions = session.run(VERSIONS, id, max);
    if (versions == max) {
      return false;
    }
    int left = max - versions;
    return session.run(SECRETS, id, left) < left;
  }
}
