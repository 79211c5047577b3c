package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.ShortShares;
import java.util.ArrayList;
import java.util.List;

/// Hands out the security domain, its master key shared among the holders of certificates. The
/// first download activates the HSM; a later one gives the same domain to other holders.
public record DownloadSecurityDomain(
    Domains domains, VaultName hsm, List<DomainHolder> holders, int required)
    implements Operation<SecurityDomain> {
  public static final int MIN_HOLDERS = 3;
  public static final int MAX_HOLDERS = 10;
  public static final int MIN_REQUIRED = 2;
  private static final int ACCEPTED = 202;

  public static final Action ACTION =
      Action.data("Microsoft.KeyVault/managedHsm/securitydomain/download/action", Effect.WRITE, "");

  @Override
  public String name() {
    return "SecurityDomainDownload";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Domains.target(hsm);
  }

  @Override
  public int status(SecurityDomain domain) {
    return ACCEPTED;
  }

  @Override
  public SecurityDomain run(Work work) {
    check();
    ManagedHsm found = domains.lock(work, hsm);
    work.note("quorum", required + " of " + holders.size());
    try (SecretBytes key = domainKey(work, found);
        SecretBytes master = domains.drawn(DomainParcel.MASTER_BYTES)) {
      domains.activate(work, found);
      String parcel = DomainParcel.under(master, Domains.TAG, key, domains.random());
      return new SecurityDomain(
          List.of(new SecurityDomain.Datum(Domains.TAG, parcel)), shares(master), required);
    }
  }

  private void check() {
    if (holders.size() < MIN_HOLDERS || holders.size() > MAX_HOLDERS) {
      throw DomainHolder.refused(
          "A security domain is shared among "
              + MIN_HOLDERS
              + " to "
              + MAX_HOLDERS
              + " certificates.");
    }
    if (required < MIN_REQUIRED || required > holders.size()) {
      throw DomainHolder.refused(
          "The quorum must be a number from " + MIN_REQUIRED + " to that of the certificates.");
    }
    boolean different =
        holders.stream().map(DomainHolder::key).distinct().count() == holders.size()
            && holders.stream().map(DomainHolder::thumbprint).distinct().count() == holders.size();
    if (!different) {
      throw DomainHolder.refused(
          "Two certificates have the same key: one person would hold two shares.");
    }
  }

  private SecretBytes domainKey(Work work, ManagedHsm found) {
    DomainStore.Kept kept = domains.kept(work.tx(), found.about().id());
    if (kept.domainKey().isPresent()) {
      return domains.key(work.tx(), found);
    }
    SecretBytes drawn = domains.drawn(Domains.KEY_BYTES);
    Sealed sealed = domains.sealed(work.tx(), found, Domains.KEY, drawn);
    domains.store().save(work.tx(), work.approve(kept.withDomain(sealed)));
    return drawn;
  }

  private List<SecurityDomain.Share> shares(SecretBytes master) {
    List<SecretBytes> parts = ShortShares.split(master, holders.size(), required, domains.random());
    List<SecurityDomain.Share> shares = new ArrayList<>();
    for (int i = 0; i < holders.size(); i += 1) {
      try (SecretBytes part = parts.get(i)) {
        DomainHolder holder = holders.get(i);
        shares.add(
            new SecurityDomain.Share(
                holder.thumbprint(), DomainParcel.to(holder.key(), part, domains.random())));
      }
    }
    return shares;
  }
}
