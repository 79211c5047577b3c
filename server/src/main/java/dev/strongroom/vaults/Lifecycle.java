package dev.strongroom.vaults;

import java.util.Optional;

/// What a request says about deletion. Azure's rules: soft delete cannot be turned off, the
/// retention is fixed when the vault is made, purge protection is never taken back.
public record Lifecycle(
    Optional<Boolean> softDelete,
    Optional<Integer> retentionDays,
    Optional<Boolean> purgeProtection) {
  public static final Lifecycle UNSAID =
      new Lifecycle(Optional.empty(), Optional.empty(), Optional.empty());
  public static final int MIN_RETENTION_DAYS = 7;
  public static final int MAX_RETENTION_DAYS = 90;
  public static final int DEFAULT_RETENTION_DAYS = 90;

  /// For a resource whose unprotected state clients write down, as those of managed HSMs do:
  /// `false` changes nothing where nothing is protected.
  public Lifecycle besides(boolean protectedNow) {
    return protectedNow
        ? this
        : new Lifecycle(softDelete, retentionDays, purgeProtection.filter(on -> on));
  }

  public int retentionForNew() {
    refuseTurningOff();
    int days = retentionDays.orElse(DEFAULT_RETENTION_DAYS);
    if (days < MIN_RETENTION_DAYS || days > MAX_RETENTION_DAYS) {
      throw Vaults.badRequest(
          "The property \"softDeleteRetentionInDays\" must be between "
              + MIN_RETENTION_DAYS
              + " and "
              + MAX_RETENTION_DAYS
              + " days.");
    }
    return days;
  }

  /// Whether the vault is protected after this request.
  public boolean protects(boolean before) {
    return before || purgeProtection.orElse(false);
  }

  public void refuseChanging(int storedDays) {
    refuseTurningOff();
    if (retentionDays.filter(days -> days != storedDays).isPresent()) {
      throw Vaults.badRequest(
          "The property \"softDeleteRetentionInDays\" has been set already and it can't be"
              + " modified.");
    }
  }

  /// Azure refuses a plain `false` even where protection was never on; leaving it out is the way to
  /// have none.
  private void refuseTurningOff() {
    if (softDelete.filter(on -> !on).isPresent()) {
      throw Vaults.badRequest(
          "The property \"enableSoftDelete\" cannot be set to false. Enabling the 'soft delete'"
              + " functionality is an irreversible action.");
    }
    if (purgeProtection.filter(on -> !on).isPresent()) {
      throw Vaults.badRequest(
          "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge"
              + " protection for a vault is an irreversible action.");
    }
  }
}
