package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultId;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultContents;
import java.util.List;

/// Destroys what is in a vault that is being purged, in bounded steps: versions first, so that what
/// is left of an interrupted purge is never a version without its object.
public final class ContentsSql implements VaultContents {
  /// Before everything that it refers to.
  private static final List<String> STEPS =
      List.of(
          """
          DELETE FROM secret_version WHERE (vault_id, name, version) IN (
            SELECT vault_id, name, version FROM secret_version WHERE vault_id = ? LIMIT ?)
          """,
          """
          DELETE FROM secret WHERE (vault_id, name) IN (
            SELECT vault_id, name FROM secret WHERE vault_id = ? LIMIT ?)
          """,
          """
          DELETE FROM crypto_key_version WHERE (vault_id, name, version) IN (
            SELECT vault_id, name, version FROM crypto_key_version WHERE vault_id = ? LIMIT ?)
          """,
          """
          DELETE FROM crypto_key WHERE (vault_id, name) IN (
            SELECT vault_id, name FROM crypto_key WHERE vault_id = ? LIMIT ?)
          """);

  @Override
  public boolean destroySome(Tx tx, Approved<Vault> vault, int max) {
    return destroySome(tx, vault.value().about().id(), max);
  }

  /// The same for whatever holds secrets or keys.
  static boolean destroySome(Tx tx, VaultId vault, int max) {
    SqlTx session = SqlTx.of(tx);
    int left = max;
    for (String step : STEPS) {
      left -= session.run(step, vault.toString(), left);
      if (left == 0) {
        return false;
      }
    }
    return true;
  }
}
