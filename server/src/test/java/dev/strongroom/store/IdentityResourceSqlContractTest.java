package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strongroom.identity.IdentityResource;
import dev.strongroom.identity.IdentityResourceStore.Place;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is kept of a user-assigned identity beside its principal, on every database.
@ParameterizedClass
@EnumSource
class IdentityResourceSqlContractTest {
  private static final ManagedIdentity SHOP = identity(1, "shop");
  private static final ManagedIdentity OTHER = identity(2, "other");

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private final IdentityResourceSql resources = new IdentityResourceSql();
  private final DirectorySql directory = new DirectorySql();

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsSavedAgainReplacesAndKeepsTheOrderOfTags() {
    save(SHOP, "local", Map.of("team", "blue"));
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("z", "1");
    tags.put("a", "ü\"");
    save(SHOP, "eastus", tags);
    Place found = place(SHOP).orElseThrow();
    assertThat(found.location()).isEqualTo("eastus");
    assertThat(found.tags().entries()).containsExactlyEntriesOf(tags);
    assertThat(place(OTHER)).isEmpty();
  }

  @Test
  void itGoesWithItsPrincipalAndNoOther() {
    store.change(tx -> directory.insertPrincipal(tx, TestTx.approved(SHOP)));
    save(SHOP, "local", Map.of());
    save(OTHER, "local", Map.of());
    store.change(tx -> directory.deletePrincipal(tx, TestTx.approved(SHOP)));
    assertThat(place(SHOP)).isEmpty();
    assertThat(place(OTHER)).contains(new Place("local", Tags.NONE));
  }

  @Test
  void itIsAnsweredFromMemoryOnceRead() {
    assumeThat(databases).isNotEqualTo(Databases.POSTGRES_SHARED); // it always asks the database
    save(SHOP, "local", Map.of());
    place(SHOP);
    assertThat(store.<Optional<Place>>memory(tx -> resources.place(tx, SHOP.id()))).isPresent();
  }

  private void save(ManagedIdentity identity, String location, Map<String, String> tags) {
    IdentityResource resource = new IdentityResource(identity, location, new Tags(tags));
    store.change(tx -> resources.save(tx, TestTx.approved(resource)));
  }

  private Optional<Place> place(ManagedIdentity identity) {
    return store.read(tx -> resources.place(tx, identity.id()));
  }

  private static ManagedIdentity identity(int number, String name) {
    return new ManagedIdentity(
        PrincipalId.of("aaaaaaaa-0000-4000-8000-00000000000" + number),
        TenantId.of("11111111-1111-4111-8111-111111111111"),
        name,
        true,
        AppId.of("bbbbbbbb-0000-4000-8000-00000000000" + number),
        ResourceId.of("/subscriptions/s/resourceGroups/g/providers/M/ids/" + name),
        Assigned.USER);
  }
}
