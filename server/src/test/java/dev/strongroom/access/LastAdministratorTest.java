package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who is the last one who can give roles.
class LastAdministratorTest {
  private static final RoleId OWNER = World.role("Owner");

  private final World world = new World();
  private final Set<PrincipalId> gone = new HashSet<>();
  private final RoleAssignment first = world.give(World.ANNA, OWNER, World.SUB);

  @Test
  void theLastOneStays() {
    assertThatThrownBy(this::keep)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem())
                    .isInstanceOfSatisfying(
                        Problem.PreconditionFailed.class,
                        problem ->
                            assertThat(problem.code())
                                .isEqualTo("CannotDeleteLastRbacAdminAssignment")));
  }

  @Test
  void anotherHereOrAboveIsEnough() {
    RoleAssignment other = world.give(World.BERT, "User Access Administrator", World.SUB);
    assertThatCode(this::keep).doesNotThrowAnyException();
    world.delete(World.TX, TestTx.approved(other));
    assertThatThrownBy(this::keep).isInstanceOf(Refused.class);
    world.give(World.BERT, OWNER, ResourceId.ROOT);
    assertThatCode(this::keep).doesNotThrowAnyException();
  }

  @Test
  void whoIsEligibleCountsWhileItIs() {
    Window over = new Window(Optional.empty(), Optional.of(World.NOW));
    world.entitle(World.BERT, OWNER, World.SUB, over);
    assertThatThrownBy(this::keep).isInstanceOf(Refused.class);
    world.entitle(World.BERT, OWNER, World.SUB, Window.ALWAYS);
    assertThatCode(this::keep).doesNotThrowAnyException();
  }

  @Test
  void theLastWhoIsEligibleStaysToo() {
    world.delete(World.TX, TestTx.approved(first));
    RoleAssignment eligible = world.entitle(World.ANNA, OWNER, World.SUB, Window.ALWAYS);
    assertThatThrownBy(() -> keep(eligible)).isInstanceOf(Refused.class);
  }

  @Test
  void neitherAnActivationNorAConditionNorALesserRoleNorOneBelowIsEnough() {
    RoleAssignment eligible = world.entitle(World.BERT, OWNER, World.SUB, Window.ALWAYS);
    Grant bert = new Grant(World.HOME, OWNER, World.BERT, PrincipalType.USER);
    world.give(bert, World.SUB, Optional.empty(), Optional.of(eligible.id()));
    world.disentitle(eligible);
    world.give(bert, World.SUB, Optional.of("ActionMatches{'*'}"));
    world.give(World.BERT, "Contributor", World.SUB);
    world.give(World.BERT, OWNER, World.GROUP);
    assertThatThrownBy(this::keep).isInstanceOf(Refused.class);
  }

  @Test
  void onlySubscriptionsAndTheRootAreKept() {
    RoleAssignment below = world.give(World.BERT, OWNER, World.VAULT_ID);
    world.delete(World.TX, TestTx.approved(first));
    assertThatCode(() -> keep(below)).doesNotThrowAnyException();
    RoleAssignment root = world.give(World.BERT, OWNER, ResourceId.ROOT);
    assertThatThrownBy(() -> keep(root)).isInstanceOf(Refused.class);
    assertThatCode(() -> keep(world.give(World.BERT, "Contributor", World.SUB)))
        .doesNotThrowAnyException();
  }

  @Test
  void whoCannotSignInIsNobody() {
    world.give(World.BERT, OWNER, World.SUB);
    world.entitle(World.TEAM, OWNER, World.SUB, Window.ALWAYS);
    assertThatCode(this::keep).doesNotThrowAnyException();
    gone.add(World.BERT);
    assertThatCode(this::keep).as("the group can").doesNotThrowAnyException();
    gone.add(World.TEAM);
    assertThatThrownBy(this::keep).isInstanceOf(Refused.class);
  }

  private void keep() {
    keep(first);
  }

  private void keep(RoleAssignment going) {
    LastAdministrator.keep(
        world.table(World.TX), grant -> !gone.contains(grant.principal()), going, World.NOW);
  }
}
