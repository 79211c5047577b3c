package dev.strongroom.managedhsm;

import dev.strongroom.access.NetworkRules;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.vaults.Lifecycle;
import dev.strongroom.vaults.NetworkDraft;
import java.util.List;
import java.util.Optional;

/// A managed HSM as a PUT or PATCH describes it, parsed; what is empty was not said, or was `null`.
public record HsmDraft(
    Optional<String> location,
    Optional<Tags> tags,
    Optional<TenantId> tenant,
    Optional<HsmSku> sku,
    List<PrincipalId> admins,
    Lifecycle lifecycle,
    NetworkDraft network) {
  public static final HsmDraft UNSAID =
      new HsmDraft(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Lifecycle.UNSAID,
          NetworkDraft.UNSAID);

  /// More administrators are given the role afterwards, or a group is.
  public static final int MAX_ADMINS = 20;

  public HsmDraft {
    admins = List.copyOf(admins);
  }

  ManagedHsm.Settings forNew() {
    if (admins.isEmpty() || admins.size() > MAX_ADMINS) {
      throw badRequest(
          "initialAdminObjectIds must name 1 to "
              + MAX_ADMINS
              + " administrators: nobody else could let them in.");
    }
    return new ManagedHsm.Settings(
        sku.orElseThrow(() -> badRequest("The parameter sku is not specified.")),
        admins.stream().distinct().toList(),
        network.over(NetworkRules.OPEN));
  }

  /// After a PUT or PATCH on an HSM that exists. Its size and its first administrators stay.
  ManagedHsm.Settings over(ManagedHsm.Settings older) {
    if (sku.filter(said -> said != older.sku()).isPresent()) {
      throw badRequest("The sku of a managed HSM cannot be changed.");
    }
    return new ManagedHsm.Settings(older.sku(), older.admins(), network.over(older.network()));
  }

  void requireTenant(TenantId home) {
    if (tenant.filter(said -> !said.equals(home)).isPresent()) {
      throw badRequest("An invalid value was provided for 'tenantId'.");
    }
  }

  static RuntimeException badRequest(String message) {
    return new Problem.Invalid("BadRequest", message).asException();
  }
}
