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
import dev.strongroom.managedhsm.HsmAddress;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;
import dev.strongroom.objects.VaultPlace;
import dev.strongroom.vaults.VaultAddress;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// `Microsoft.KeyVault/vaults/keys`, `Microsoft.KeyVault/managedHSMs/keys` and their versions: the
/// first version is made here, everything after that at the vault.
final class KeyResourceRoutes {
  private static final String PROVIDER =
      "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault";

  private final Keys keys;

  KeyResourceRoutes(Keys keys) {
    this.keys = keys;
  }

  List<ArmRoute> routes() {
    return Stream.of(
            of("/vaults/{vault}/keys", KeyResourceRoutes::vault),
            of("/managedHSMs/{hsm}/keys", KeyResourceRoutes::hsm))
        .flatMap(List::stream)
        .toList();
  }

  private List<ArmRoute> of(String collection, Function<ArmCall, VaultPlace> place) {
    String all = PROVIDER + collection;
    String one = all + "/{key}";
    String versions = one + "/versions";
    return List.of(
        ArmRoute.of("GET", all, call -> list(call, KeyAt.collection(place.apply(call)))),
        ArmRoute.of("GET", one, call -> get(call, key(call, place))),
        ArmRoute.of("PUT", one, call -> put(call, key(call, place))),
        ArmRoute.of(
            "GET",
            versions,
            call -> listVersions(call, KeyAt.versions(place.apply(call), call.word("key")))),
        ArmRoute.of(
            "GET",
            versions + "/{version}",
            call ->
                getVersion(
                    call,
                    KeyAt.version(place.apply(call), call.word("key"), call.word("version")))));
  }

  private static KeyAt key(ArmCall call, Function<ArmCall, VaultPlace> place) {
    return KeyAt.key(place.apply(call), call.word("key"));
  }

  private Bound<?> list(ArmCall call, KeyAt at) {
    return new Bound<>(
        new ListKeyResources(keys, at, page(call)),
        found -> page(call, found, (json, key) -> KeyResourceJson.of(call).key(json, key)));
  }

  private Bound<?> listVersions(ArmCall call, KeyAt at) {
    return new Bound<>(
        new ListKeyVersionResources(keys, at, page(call)),
        found -> page(call, found, (json, key) -> KeyResourceJson.of(call).version(json, key)));
  }

  private Bound<?> get(ArmCall call, KeyAt at) {
    return new Bound<>(
        new GetKeyResource(keys, at),
        found -> ArmAnswers.json(json -> KeyResourceJson.of(call).resource(json, found)));
  }

  private Bound<?> getVersion(ArmCall call, KeyAt at) {
    return new Bound<>(
        new GetKeyVersionResource(keys, at),
        found -> ArmAnswers.json(json -> KeyResourceJson.of(call).version(json, found)));
  }

  private Bound<?> put(ArmCall call, KeyAt at) {
    PutKeyResource.Wanted wanted = KeyResourceBody.read(ArmFields.of(call.body()));
    Making making = new Making();
    call.afterwards(making::close);
    return new Bound<>(
        new PutKeyResource(keys, at, wanted, making),
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

  private static VaultPlace vault(ArmCall call) {
    VaultAddress vault = call.vault();
    return new VaultPlace(vault.subscription(), vault.group().display(), vault.existing());
  }

  private static VaultPlace hsm(ArmCall call) {
    HsmAddress hsm = ManagedHsmRoutes.address(call);
    return new VaultPlace(hsm.subscription(), hsm.group().display(), hsm.existing());
  }
}
