package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.ListManagedHsms;
import dev.strongroom.vaults.ReadProviders;
import dev.strongroom.vaults.RegisterProvider;
import dev.strongroom.vaults.Resources;
import java.util.List;

/// The resource providers, what they offer, and the managed HSMs, of which there are none.
final class ProviderRoutes {
  private static final String ALL = "/subscriptions/{subscription}/providers";
  private static final String ONE = ALL + "/{namespace}";
  private static final String KEY_VAULT = ALL + "/Microsoft.KeyVault";
  private static final String HSMS_IN_GROUP =
      "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault"
          + "/managedHSMs";

  private final Resources resources;

  ProviderRoutes(Resources resources) {
    this.resources = resources;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", ALL, this::list),
        ArmRoute.of("GET", ONE, this::get),
        ArmRoute.of("POST", ONE + "/register", this::register),
        ArmRoute.of("GET", "/providers/Microsoft.KeyVault/operations", ProviderRoutes::operations),
        ArmRoute.of("GET", KEY_VAULT + "/managedHSMs", this::managedHsms),
        ArmRoute.of("GET", KEY_VAULT + "/deletedManagedHSMs", this::managedHsms),
        ArmRoute.of("GET", HSMS_IN_GROUP, this::managedHsms));
  }

  private Bound<?> list(ArmCall call) {
    SubscriptionId subscription = call.subscription();
    return new Bound<>(
        new ReadProviders(resources, subscription),
        places ->
            ResourceJson.list(
                Providers.ALL,
                (json, provider) -> Providers.write(json, subscription, provider, places)));
  }

  private Bound<?> get(ArmCall call) {
    SubscriptionId subscription = call.subscription();
    Providers.Provider provider = Providers.named(call.word("namespace"));
    return new Bound<>(
        new ReadProviders(resources, subscription),
        places -> ArmAnswers.json(json -> Providers.write(json, subscription, provider, places)));
  }

  private Bound<?> register(ArmCall call) {
    SubscriptionId subscription = call.subscription();
    Providers.Provider provider = Providers.named(call.word("namespace"));
    return new Bound<>(
        new RegisterProvider(resources, subscription, provider.namespace()),
        places -> ArmAnswers.json(json -> Providers.write(json, subscription, provider, places)));
  }

  private static Bound<?> operations(ArmCall call) {
    AskPublished ask =
        new AskPublished(
            "Microsoft.KeyVault/operations/read",
            ResourceJson.list(KeyVaultActions.ALL, KeyVaultActions::write));
    return new Bound<>(ask, answer -> answer);
  }

  private Bound<?> managedHsms(ArmCall call) {
    return new Bound<>(
        new ListManagedHsms(resources, call.subscription()),
        page -> ArmAnswers.list(call, page, (json, id) -> json.writeString(idText(id))));
  }

  private static String idText(ResourceId id) {
    return id.display();
  }
}
