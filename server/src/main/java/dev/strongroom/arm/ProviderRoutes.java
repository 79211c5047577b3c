package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.ReadProviders;
import dev.strongroom.vaults.RegisterProvider;
import dev.strongroom.vaults.Resources;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The resource providers and what they offer.
final class ProviderRoutes {
  private static final String TENANT = "/providers";
  private static final String ALL = "/subscriptions/{subscription}/providers";
  private static final String ONE = ALL + "/{namespace}";

  private final Resources resources;

  ProviderRoutes(Resources resources) {
    this.resources = resources;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", ALL, this::list),
        ArmRoute.of("GET", ONE, this::get),
        ArmRoute.of("POST", ONE + "/register", this::register),
        ArmRoute.of("GET", TENANT, this::listForAll),
        ArmRoute.of("GET", TENANT + "/{namespace}", this::getForAll),
        ArmRoute.of(
            "GET", TENANT + "/{namespace}/operations", call -> operations(call.word("namespace"))));
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

  private Bound<?> listForAll(ArmCall call) {
    return forAll(ResourceJson.list(Providers.ALL, this::writeForAll));
  }

  private Bound<?> getForAll(ArmCall call) {
    Providers.Provider provider = Providers.named(call.word("namespace"));
    return forAll(ArmAnswers.json(json -> writeForAll(json, provider)));
  }

  private void writeForAll(JsonGenerator json, Providers.Provider provider) {
    Providers.writeForAll(json, provider, resources.locations().names());
  }

  private static Bound<?> forAll(Response answer) {
    return new Bound<>(
        new AskPublished("Microsoft.Resources/providers/read", answer), published -> published);
  }

  private Bound<?> register(ArmCall call) {
    SubscriptionId subscription = call.subscription();
    Providers.Provider provider = Providers.named(call.word("namespace"));
    return new Bound<>(
        new RegisterProvider(resources, subscription, provider.namespace()),
        places -> ArmAnswers.json(json -> Providers.write(json, subscription, provider, places)));
  }

  /// What a provider can do.
  static Bound<?> operations(String namespace) {
    PublishedActions.Provider provider = PublishedActions.ALL.of(namespace);
    AskPublished ask =
        new AskPublished(
            provider.namespace() + "/operations/read",
            ActionRoutes.operations(provider.namespace()));
    return new Bound<>(ask, answer -> answer);
  }
}
