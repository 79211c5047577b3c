package dev.strongroom.vaults;

import dev.strongroom.access.NetworkRules.Bypass;
import dev.strongroom.access.VaultAccess;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Governed;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A vault, living or deleted.
///
/// @param about what the data plane knows of it
/// @param deletion empty while it lives
public record Vault(
    VaultFacts about,
    VaultSettings settings,
    Tags tags,
    Stamp created,
    Stamp modified,
    Optional<Deletion> deletion)
    implements Governed {
  public static final String TYPE = "Microsoft.KeyVault/vaults";

  /// @param scheduledPurge when it is purged at the latest; nobody may be earlier on a vault with
  ///   purge protection
  /// @param purging true once the purge has begun: then nothing brings it back
  public record Deletion(Instant at, Instant scheduledPurge, boolean purging) {}

  public VaultName name() {
    return about.name();
  }

  public boolean lives() {
    return deletion.isEmpty();
  }

  /// Deleted, and not yet being purged: it can be recovered.
  public boolean recoverable() {
    return deletion.filter(state -> !state.purging()).isPresent();
  }

  public SubscriptionId subscription() {
    return about.resource().segment("subscriptions").map(SubscriptionId::of).orElseThrow();
  }

  public GroupName group() {
    return about.resource().segment("resourceGroups").map(GroupName::of).orElseThrow();
  }

  /// Why a deployment by `who` is given no secret of this vault. Like a trusted service of Azure's
  /// it comes past the network rules, unless they say that none does: then it is where `who` is.
  public Optional<Problem> closedToDeployments(Who.Principal who, String address) {
    if (!settings.use().opensToTemplates()) {
      return Optional.of(access().serviceRefusal(who, "ARM"));
    }
    return settings.network().bypass() == Bypass.AZURE_SERVICES
        ? Optional.empty()
        : access().closed(who, address);
  }

  /// Who reaches its data plane.
  public VaultAccess access() {
    return new VaultAccess(
        about, settings.judgedByRoles(), settings.policies(), settings.network());
  }

  Vault with(Optional<Deletion> state) {
    return new Vault(about, settings, tags, created, modified, state);
  }

  Vault with(VaultSettings others, Stamp by) {
    return new Vault(about, others, tags, created, by, deletion);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("type", TYPE);
    facts.put("name", name().display());
    facts.put("location", about.location());
    facts.put("sku.name", settings.sku().wire());
    facts.put("enableRbacAuthorization", Boolean.toString(settings.judgedByRoles()));
    facts.put("enableSoftDelete", "true");
    facts.put("softDeleteRetentionInDays", Integer.toString(about.retentionDays()));
    facts.put("enablePurgeProtection", Boolean.toString(about.purgeProtected()));
    facts.put("networkAcls.defaultAction", settings.network().defaultAction().name());
    facts.put("publicNetworkAccess", settings.network().publicAccess().name());
    tags.entries().forEach((tag, value) -> facts.put("tags." + tag, value));
    return facts;
  }
}
