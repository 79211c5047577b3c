package dev.strongroom.vaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.arm.ArmWorld;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.store.Databases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The life of vaults against a map: random steps on few names, so that they collide. The model
/// knows which step succeeds, with which code the others are refused, and what never changes in one
/// life of a vault: its id, its retention, its protection once on.
@ParameterizedClass
@EnumSource(names = {"SQLITE", "POSTGRES"})
class VaultsAgainstModelTest {
  private static final int STEPS = 400;
  private static final SubscriptionId SUBSCRIPTION = ArmWorld.SUBSCRIPTION;
  private static final List<String> NAMES = List.of("contoso", "CONTOSO", "fabrikam");
  private static final List<String> GROUPS = List.of("web", "SHOP");
  private static final String DONE = "done";

  @Parameter Databases databases;
  @TempDir Path folder;

  private final Map<VaultName, Life> lives = new HashMap<>();
  private final Set<VaultId> ids = new HashSet<>();

  /// @param deletedAt empty while it lives
  private record Life(
      VaultId id, GroupName group, int days, boolean guarded, Optional<Instant> deletedAt) {
    boolean isIn(String place) {
      return group.equals(GroupName.of(place));
    }

    Life with(Optional<Instant> deleted) {
      return new Life(id, group, days, guarded, deleted);
    }
  }

  @Test
  void vaultsLiveAsTheModelSays() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (ArmWorld world = new ArmWorld(folder, databases.fresh(folder))) {
      for (int i = 0; i < STEPS; i += 1) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String group = GROUPS.get(random.nextInt(GROUPS.size()));
        String step =
            step(world, random, new VaultAddress(SUBSCRIPTION, GroupName.of(group), name));
        assertThat(step)
            .as("seed %d, step %d, %s in %s", seed, i, name, group)
            .isEqualTo("as expected");
        check(world, "seed " + seed + ", after step " + i);
      }
    }
  }

  private String step(ArmWorld world, Random random, VaultAddress address) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> put(world, random, address);
      case 2 -> delete(world, address);
      case 3 -> recover(world, address);
      case 4 -> purge(world, address);
      default -> wait(world, Duration.ofDays(random.nextInt(5)));
    };
  }

  private String put(ArmWorld world, Random random, VaultAddress address) {
    int days = 7 + random.nextInt(2);
    boolean guard = random.nextInt(4) == 0;
    Life life = lives.get(address.forNew());
    String expected = DONE;
    if (life != null && life.deletedAt().isPresent()) {
      expected = "ConflictError";
    } else if (life != null && !life.isIn(address.group().display())) {
      expected = "VaultAlreadyExists";
    } else if (life != null && life.days() != days) {
      expected = "BadRequest";
    }
    CreateOrUpdateVault operation =
        new CreateOrUpdateVault(world.vaults(), address, draft(days, guard), true);
    Outcome<SavedVault> outcome = perform(world, operation);
    outcome.result().ifPresent(saved -> saved(address, saved, life, guard));
    return compare(expected, outcome.code());
  }

  private void saved(VaultAddress address, SavedVault saved, Life before, boolean guard) {
    VaultId id = saved.vault().about().id();
    assertThat(saved.created()).isEqualTo(before == null);
    if (before == null) {
      assertThat(ids.add(id)).as("a new life has a new id").isTrue();
    }
    int days = saved.vault().about().retentionDays();
    boolean guarded = guard || (before != null && before.guarded());
    lives.put(address.forNew(), new Life(id, address.group(), days, guarded, Optional.empty()));
  }

  private String delete(ArmWorld world, VaultAddress address) {
    Life life = lives.get(address.forNew());
    boolean there =
        life != null && life.deletedAt().isEmpty() && life.isIn(address.group().display());
    Outcome<Boolean> outcome = perform(world, new DeleteVault(world.vaults(), address));
    assertThat(outcome.result()).contains(there);
    if (there) {
      lives.put(address.forNew(), life.with(Optional.of(world.now())));
    }
    return compare(DONE, outcome.code());
  }

  private String recover(ArmWorld world, VaultAddress address) {
    Life life = lives.get(address.forNew());
    boolean can =
        life != null && life.deletedAt().isPresent() && life.isIn(address.group().display());
    Outcome<Vault> outcome =
        perform(world, new RecoverVault(world.vaults(), address, Optional.of("local")));
    if (can) {
      assertThat(outcome.result().orElseThrow().about().id()).isEqualTo(life.id());
      lives.put(address.forNew(), life.with(Optional.empty()));
    }
    return compare(can ? DONE : "SoftDeletedVaultDoesNotExist", outcome.code());
  }

  private String purge(ArmWorld world, VaultAddress address) {
    Life life = lives.get(address.forNew());
    boolean deleted = life != null && life.deletedAt().isPresent();
    String expected =
        deleted ? (life.guarded() ? "DeletedVaultPurge" : DONE) : "DeletedVaultNotFound";
    DeletedVaultAddress place = new DeletedVaultAddress(SUBSCRIPTION, "local", address.vault());
    Outcome<PurgeDeletedVault.Begun> outcome =
        perform(world, new PurgeDeletedVault(world.vaults(), place));
    if (expected.equals(DONE)) {
      lives.remove(address.forNew());
    }
    return compare(expected, outcome.code());
  }

  private String wait(ArmWorld world, Duration time) {
    world.advance(time);
    Instant now = world.now();
    if (!time.isZero()) {
      lives
          .values()
          .removeIf(life ->
              life.deletedAt()
                  .filter(at -> !at.plus(Duration.ofDays(life.days())).isAfter(now))
                  .isPresent());
    }
    return "as expected";
  }

  private void check(ArmWorld world, String when) {
    for (String text : NAMES) {
      VaultName name = VaultName.of(text);
      Life life = lives.get(name);
      GroupName group = life == null ? GroupName.of("web") : life.group();
      GetVault get =
          new GetVault(world.vaults(), new VaultAddress(SUBSCRIPTION, group, name.display()));
      Outcome<Vault> outcome = perform(world, get);
      boolean lives = life != null && life.deletedAt().isEmpty();
      assertThat(outcome.result().isPresent()).as(when + ", " + name).isEqualTo(lives);
      outcome
          .result()
          .ifPresent(vault -> {
            assertThat(vault.about().id()).as(when).isEqualTo(life.id());
            assertThat(vault.about().retentionDays()).as(when).isEqualTo(life.days());
            assertThat(vault.about().purgeProtected()).as(when).isEqualTo(life.guarded());
          });
    }
  }

  private static VaultDraft draft(int days, boolean guard) {
    return new VaultDraft(
        Optional.of("local"),
        Optional.of(Tags.NONE),
        Optional.of(ArmWorld.TENANT),
        Optional.of(Sku.STANDARD),
        Optional.of(AccessPolicies.NONE),
        Optional.empty(),
        new Lifecycle(
            Optional.empty(), Optional.of(days), guard ? Optional.of(true) : Optional.empty()),
        NetworkDraft.UNSAID,
        ServiceUse.UNSAID);
  }

  private record Outcome<R>(Optional<R> result, String code) {}

  private static <R> Outcome<R> perform(ArmWorld world, Operation<R> operation) {
    try {
      return new Outcome<>(Optional.of(world.job(operation)), DONE);
    } catch (Refused refused) {
      return new Outcome<>(Optional.empty(), code(refused.problem()));
    }
  }

  private static String code(Problem problem) {
    return switch (problem) {
      case Problem.Invalid(String code, _) -> code;
      case Problem.Conflict(String code, _) -> code;
      case Problem.ResourceNotFound(String code, _) -> code;
      case Problem.OperationNotAllowed(String operation, _) -> operation;
      default -> problem.toString();
    };
  }

  private static String compare(String expected, String actual) {
    return expected.equals(actual) ? "as expected" : "expected " + expected + ", was " + actual;
  }
}
