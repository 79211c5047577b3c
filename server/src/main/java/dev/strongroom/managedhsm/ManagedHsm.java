package dev.strongroom.managedhsm;

import dev.strongroom.access.NetworkRules;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.Stamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A managed HSM, living or deleted.
///
/// @param about what the data plane knows of it
public record ManagedHsm(
    VaultFacts about, Settings settings, State state, Tags tags, Stamp created, Stamp modified)
    implements Governed {
  public static final String TYPE = "Microsoft.KeyVault/managedHSMs";

  /// What the control plane says of it.
  ///
  /// @param admins who were made administrators when it was made; kept for answers only
  public record Settings(HsmSku sku, List<PrincipalId> admins, NetworkRules network) {
    public Settings {
      admins = List.copyOf(admins);
    }
  }

  /// @param activated when its security domain was first downloaded or restored; until then its
  ///   data plane is closed
  /// @param keysThroughArm `AllowKeyManagementOperationsThroughARM`
  /// @param deletion empty while it lives
  public record State(
      Optional<Instant> activated, boolean keysThroughArm, Optional<Deletion> deletion) {
    static final State NEW = new State(Optional.empty(), false, Optional.empty());
  }

  /// @param scheduledPurge when it is purged at the latest
  /// @param purging true once the purge has begun: then nothing brings it back
  public record Deletion(Instant at, Instant scheduledPurge, boolean purging) {}

  public VaultName name() {
    return about.name();
  }

  public boolean lives() {
    return state.deletion().isEmpty();
  }

  /// Deleted, and not yet being purged: it can be recovered.
  public boolean recoverable() {
    return state.deletion().filter(one -> !one.purging()).isPresent();
  }

  /// Whether its administrators let the control plane see and make keys.
  public boolean keysThroughArm() {
    return lives() && activated() && state.keysThroughArm();
  }

  public boolean activated() {
    return state.activated().isPresent();
  }

  public SubscriptionId subscription() {
    return about.resource().segment("subscriptions").map(SubscriptionId::of).orElseThrow();
  }

  public GroupName group() {
    return about.resource().segment("resourceGroups").map(GroupName::of).orElseThrow();
  }

  ManagedHsm with(State other) {
    return new ManagedHsm(about, settings, other, tags, created, modified);
  }

  ManagedHsm with(Optional<Deletion> deletion) {
    return with(new State(state.activated(), state.keysThroughArm(), deletion));
  }

  ManagedHsm by(Stamp stamp) {
    return new ManagedHsm(about, settings, state, tags, created, stamp);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("type", TYPE);
    facts.put("name", name().display());
    facts.put("location", about.location());
    facts.put("sku.name", settings.sku().wire());
    facts.put("enableSoftDelete", "true");
    facts.put("softDeleteRetentionInDays", Integer.toString(about.retentionDays()));
    facts.put("enablePurgeProtection", Boolean.toString(about.purgeProtected()));
    facts.put("networkAcls.defaultAction", settings.network().defaultAction().name());
    facts.put("publicNetworkAccess", settings.network().publicAccess().name());
    tags.entries().forEach((tag, value) -> facts.put("tags." + tag, value));
    return facts;
  }
}
