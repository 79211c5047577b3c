package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.keys.GetKeyResource;
import dev.strongroom.keys.GetKeyVersionResource;
import dev.strongroom.keys.KeyAt;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.ListKeyResources;
import dev.strongroom.keys.ListKeyVersionResources;
import dev.strongroom.keys.Making;
import dev.strongroom.keys.PutKeyResource;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;
import dev.strongroom.objects.VaultPlace;
import dev.strongroom.vaults.VaultAddress;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/// `Microsoft.KeyVault/vaults/keys` and their versions (specification of 2026-02-01): the first
/// version is made here, everything after that at the vault.
final class KeyResourceRoutes {
  private static final String ALL =
      "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}/keys";
  private static final String ONE = ALL + "/{key}";
  private static final String VERSIONS = ONE + "/versions";

  private final Keys keys;

  KeyResourceRoutes(Keys keys) {
    this.keys = keys;
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", ALL, this::list),
        ArmRoute.of("GET", ONE, this::get),
        ArmRoute.of("PUT", ONE, this::put),
        ArmRoute.of("GET", VERSIONS, this::listVersions),
        ArmRoute.of("GET", VERSIONS + "/{version}", this::getVersion));
  }

  private Bound<?> list(ArmCall call) {
    return new Bound<>(
        new ListKeyResources(keys, KeyAt.collection(place(call)), page(call)),
        found -> page(call, found, (json, key) -> KeyResourceJson.of(call).key(json, key)));
  }

  private Bound<?> listVersions(ArmCall call) {
    KeyAt at = KeyAt.versions(place(call), call.word("key"));
    return new Bound<>(
        new ListKeyVersionResources(keys, at, page(call)),
        found -> page(call, found, (json, key) -> KeyResourceJson.of(call).version(json, key)));
  }

  private Bound<?> get(ArmCall call) {
    return new Bound<>(
        new GetKeyResource(keys, KeyAt.key(place(call), call.word("key"))),
        found -> ArmAnswers.json(json -> KeyResourceJson.of(call).resource(json, found)));
  }

  private Bound<?> getVersion(ArmCall call) {
    KeyAt at = KeyAt.version(place(call), call.word("key"), call.word("version"));
    return new Bound<>(
        new GetKeyVersionResource(keys, at),
        found -> ArmAnswers.json(json -> KeyResourceJson.of(call).version(json, found)));
  }

  private Bound<?> put(ArmCall call) {
    PutKeyResource.Wanted wanted = KeyResourceBody.read(ArmFields.of(call.body()));
    Making making = new Making();
    call.afterwards(making::close);
    return new Bound<>(
        new PutKeyResource(keys, KeyAt.key(place(call), call.word("key")), wanted, making),
        found -> ArmAnswers.json(json -> KeyResourceJson.of(call).resource(json, found)));
  }

  private static PageRequest page(ArmCall call) {
    int size = Math.min(call.page().size(), PageRequest.MAX_SIZE);
    return new PageRequest(size, call.page().after());
  }

  private static Response page(
      ArmCall call,
      Found<Page<KeyProperties>> found,
      BiConsumer<JsonGenerator, Found<KeyProperties>> write) {
    return ArmAnswers.list(
        call,
        new dev.strongroom.vaults.Page<>(found.what().items(), found.what().next()),
        (json, one) -> write.accept(json, new Found<>(found.vault(), one)));
  }

  private static VaultPlace place(ArmCall call) {
    VaultAddress vault = call.vault();
    return new VaultPlace(vault.subscription(), vault.group().display(), vault.existing());
  }
}
