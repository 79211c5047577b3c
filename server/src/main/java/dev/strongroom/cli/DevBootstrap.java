package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.identity.AddIdentityHeader;
import dev.strongroom.identity.CreateManagedIdentity;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultName;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.vaults.CreateOrUpdateResourceGroup;
import dev.strongroom.vaults.CreateOrUpdateVault;
import dev.strongroom.vaults.GroupDraft;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.Lifecycle;
import dev.strongroom.vaults.NetworkDraft;
import dev.strongroom.vaults.ServiceUse;
import dev.strongroom.vaults.Sku;
import dev.strongroom.vaults.VaultAddress;
import dev.strongroom.vaults.VaultDraft;
import java.util.Optional;

/// The development set-up: a subscription, the vault `dev`, an application that owns the one and
/// administers the other, and a managed identity that administers the vault.
final class DevBootstrap {
  static final TenantId TENANT = TenantId.of("5717e0e0-0000-4000-8000-000000000001");
  static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("5717e0e0-0000-4000-8000-000000000002");
  private static final VaultName VAULT = VaultName.of("dev");
  private static final GroupName GROUP = GroupName.of("dev");
  private static final String APPLICATION = "strongroom-dev";
  private final App app;
  private final String location;

  DevBootstrap(App app, String location) {
    this.app = app;
    this.location = location;
  }

  /// Makes what is missing and answers it, with new credentials.
  DevSettings run(String suffix, int port) {
    Bootstrap steps = new Bootstrap(app, TENANT);
    steps.tenant("Development");
    steps.subscription(SUBSCRIPTION, "Development");
    ResourceId vault = vault(steps);
    Bootstrap.Client client = steps.application(APPLICATION);
    ManagedIdentity identity = identity(steps);
    steps.assign(Bootstrap.OWNER, client.principal(), ResourceId.subscription(SUBSCRIPTION));
    // The directory lies beside the subscriptions: whoever develops makes users and applications.
    steps.assign(Bootstrap.USER_ACCESS_ADMINISTRATOR, client.principal(), ResourceId.ROOT);
    steps.assign(Bootstrap.KEY_VAULT_ADMINISTRATOR, client.principal(), vault);
    steps.assign(Bootstrap.KEY_VAULT_ADMINISTRATOR, identity.id(), vault);
    SecretBytes password = steps.password(client.application(), "strongroom dev");
    SecretBytes header =
        steps
            .perform(
                new AddIdentityHeader(
                    app.stores().directory(), app.seams().keys(), identity.app(), "strongroom dev"))
            .value();
    return new DevSettings(
        suffix,
        port,
        port + 1,
        TENANT,
        SUBSCRIPTION,
        client.application(),
        client.principal(),
        password,
        identity.app(),
        header);
  }

  /// A person who may do what the development application may.
  DevUser user(Cloud cloud) {
    Bootstrap steps = new Bootstrap(app, TENANT);
    Principal.User user = steps.user("dev@" + cloud.name(), "Developer");
    ResourceId subscription = ResourceId.subscription(SUBSCRIPTION);
    steps.assign(Bootstrap.OWNER, user.id(), PrincipalType.USER, subscription);
    steps.assign(
        Bootstrap.KEY_VAULT_ADMINISTRATOR,
        user.id(),
        PrincipalType.USER,
        new VaultAddress(SUBSCRIPTION, GROUP, VAULT.display()).resource());
    return new DevUser(user.userPrincipalName(), steps.link(user, cloud));
  }

  /// @param link where the password is chosen, while there is none
  record DevUser(String name, Optional<String> link) {}

  private ResourceId vault(Bootstrap steps) {
    var vaults = app.features().vaults();
    steps.perform(
        new CreateOrUpdateResourceGroup(
            vaults.resources(),
            SUBSCRIPTION,
            GROUP,
            new GroupDraft(Optional.of(location), Optional.empty(), Optional.empty())));
    VaultAddress address = new VaultAddress(SUBSCRIPTION, GROUP, VAULT.display());
    VaultDraft draft =
        new VaultDraft(
            Optional.of(location),
            Optional.empty(),
            Optional.of(TENANT),
            Optional.of(Sku.STANDARD),
            Optional.empty(),
            Optional.of(true),
            Lifecycle.UNSAID,
            NetworkDraft.UNSAID,
            ServiceUse.UNSAID);
    steps.perform(new CreateOrUpdateVault(vaults, address, draft, true));
    return address.resource();
  }

  private ManagedIdentity identity(Bootstrap steps) {
    ResourceId resource =
        ResourceId.resourceGroup(SUBSCRIPTION, GROUP.display())
            .child("providers/Microsoft.ManagedIdentity/userAssignedIdentities/dev");
    return steps
        .directory()
        .identity(resource)
        .orElseGet(() ->
            steps.perform(
                new CreateManagedIdentity(
                    app.stores().directory(), TENANT, resource, ManagedIdentity.Assigned.USER)));
  }
}
