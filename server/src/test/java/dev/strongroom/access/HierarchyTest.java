package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.Hierarchy.Group;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What lies above a scope.
class HierarchyTest {
  private static final String ROOT = Hierarchy.GROUPS + World.HOME;
  private static final String SUB = World.SUB.canonical();
  private static final Hierarchy TREE =
      new Hierarchy(
          List.of(
              new Group("corp", World.HOME, Optional.of(World.HOME.toString())),
              new Group("web", World.HOME, Optional.of("corp")),
              new Group("theirs", World.ABROAD, Optional.of(World.ABROAD.toString()))),
          Map.of(World.SUBSCRIPTION, "web"));

  @Test
  void aSubscriptionIsBelowItsGroups() {
    assertThat(TREE.chain(World.HOME, World.VAULT_ID.canonical()))
        .containsSubsequence(
            "/",
            ROOT,
            Hierarchy.GROUPS + "corp",
            Hierarchy.GROUPS + "web",
            SUB,
            World.GROUP.canonical(),
            World.VAULT_ID.canonical());
  }

  @Test
  void whatWasNeverMovedIsInTheRootGroup() {
    assertThat(TREE.chain(World.HOME, "/subscriptions/other"))
        .contains("/", ROOT)
        .doesNotContain(Hierarchy.GROUPS + "corp");
    assertThat(Hierarchy.EMPTY.chain(World.HOME, SUB)).containsSubsequence("/", ROOT, SUB);
    assertThat(TREE.chain(World.HOME, Hierarchy.GROUPS + "new"))
        .containsExactly("/", ROOT, Hierarchy.GROUPS + "new");
    assertThat(TREE.chain(World.HOME, ROOT)).containsExactly("/", ROOT);
    assertThat(TREE.chain(World.HOME, "/")).containsExactly("/");
  }

  @Test
  void aGroupKnowsItsTenant() {
    assertThat(TREE.tenantOf(Hierarchy.scopeOf("Theirs"))).contains(World.ABROAD);
    assertThat(TREE.tenantOf(Hierarchy.scopeOf("nowhere"))).isEmpty();
    assertThat(TREE.tenantOf(World.SUB)).isEmpty();
    assertThat(TREE.has(World.HOME, "corp")).isTrue();
    assertThat(TREE.has(World.HOME, "theirs")).isFalse();
    assertThat(TREE.has(World.HOME, World.HOME.toString())).isTrue();
    assertThat(TREE.has(World.HOME, World.ABROAD.toString())).isFalse();
  }

  @Test
  void onlyAWholePathIsAGroup() {
    assertThat(Hierarchy.groupOf(ResourceId.of(Hierarchy.GROUPS + "Corp"))).contains("corp");
    assertThat(Hierarchy.groupOf(ResourceId.of(Hierarchy.GROUPS + "corp/x"))).isEmpty();
    assertThat(Hierarchy.groupOf(World.SUB)).isEmpty();
    assertThat(Hierarchy.groupOf(ResourceId.ROOT)).isEmpty();
  }

  @Test
  void groupsThatHoldEachOtherEndSomewhere() {
    Hierarchy circle =
        new Hierarchy(
            List.of(
                new Group("a", World.HOME, Optional.of("b")),
                new Group("b", World.HOME, Optional.of("a"))),
            Map.of(World.SUBSCRIPTION, "a"));
    assertThat(circle.chain(World.HOME, SUB))
        .contains(ROOT, Hierarchy.GROUPS + "a", Hierarchy.GROUPS + "b", SUB);
  }
}
