package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.Identities;
import dev.strongroom.identity.IdentityResource;
import dev.strongroom.identity.IdentityResourceStore;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.store.Databases;
import dev.strongroom.store.DirectorySql;
import dev.strongroom.store.IdentityResourceSql;
import dev.strongroom.store.TestStore;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.PredefinedTag;
import dev.strongroom.vaults.ResourceKind.Listed;
import dev.strongroom.vaults.Subscription;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityKindTest {
  private static final TenantId TENANT = TenantId.of("11111111-1111-1111-1111-111111111111");
  private static final Tags BLUE = new Tags(Map.of("team", "blue"));

  /// Counts what is asked of it.
  private record Counting(IdentityResourceStore real, List<PrincipalId> asked)
      implements IdentityResourceStore {
    @Override
    public Optional<Place> place(Tx tx, PrincipalId identity) {
      asked.add(identity);
      return real.place(tx, identity);
    }

    @Override
    public void save(Tx tx, Approved<IdentityResource> resource) {
      real.save(tx, resource);
    }
  }

  @TempDir Path folder;

  @Test
  void aPageCostsNoMoreThanItHolds() {
    try (TestStore store = Databases.SQLITE.fresh(folder)) {
      DirectorySql directory = new DirectorySql();
      Counting places = new Counting(new IdentityResourceSql(), new ArrayList<>());
      IdentityKind kind = new IdentityKind(new Identities(directory, places, (_, _, _) -> true));
      store.change(tx -> {
        for (int i = 1; i <= 5; i += 1) {
          directory.insertPrincipal(tx, TestTx.approved(identity(i)));
          places.save(tx, TestTx.approved(new IdentityResource(identity(i), "local", BLUE)));
        }
      });
      Optional<String> second = Optional.of(identity(2).resource().canonical());
      List<Listed> page =
          store.read(tx ->
              kind.list(tx, ArmWorld.SUBSCRIPTION, Optional.empty(), new PageRequest(2, second)));
      assertThat(page)
          .extracting(Listed::id)
          .containsExactly(identity(3).resource(), identity(4).resource());
      assertThat(page).extracting(Listed::tags).containsOnly(BLUE);
      assertThat(places.asked()).containsExactly(identity(3).id(), identity(4).id());
    }
  }

  /// What an organisation's policies look at.
  @Test
  void whatCarriesTagsShowsThemToPolicies() {
    assertThat(new IdentityResource(identity(1), "local", BLUE).facts())
        .containsEntry("tags.team", "blue");
    assertThat(
            new Subscription(ArmWorld.SUBSCRIPTION, TENANT, "Development", Instant.EPOCH, BLUE)
                .facts())
        .containsEntry("tags.team", "blue");
    assertThat(new PredefinedTag(ArmWorld.SUBSCRIPTION, "team", "blue").facts())
        .containsEntry("name", "team")
        .containsEntry("value", "blue");
    assertThat(new PredefinedTag(ArmWorld.SUBSCRIPTION, "team", "").facts())
        .doesNotContainKey("value");
  }

  private static ManagedIdentity identity(int number) {
    return new ManagedIdentity(
        PrincipalId.of("aaaaaaaa-0000-4000-8000-00000000000" + number),
        TENANT,
        "i" + number,
        true,
        AppId.of("bbbbbbbb-0000-4000-8000-00000000000" + number),
        ResourceId.resourceGroup(ArmWorld.SUBSCRIPTION, "web")
            .child("providers/" + IdentityResource.TYPE + "/i" + number),
        Assigned.USER);
  }
}
