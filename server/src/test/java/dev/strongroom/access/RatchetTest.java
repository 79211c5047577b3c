package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.model.AssignmentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An assignment counts in its window, and a clock that is moved gives nobody more.
class RatchetTest {
  private static final Instant START = World.NOW;
  private static final Instant END = START.plus(Duration.ofHours(1));
  private final Ratchet ratchet = new Ratchet();
  private final RoleAssignment hour = assignment(1, Optional.empty(), Optional.of(END));

  @Test
  void countsUntilTheLastMomentOfItsWindow() {
    assertThat(admits(hour, "-PT1S")).isTrue();
    assertThat(admits(hour, "PT59M59.999S")).isTrue();
    assertThat(admits(hour, "PT1H")).isFalse();
  }

  @Test
  void doesNotCountBeforeItBegins() {
    RoleAssignment later = assignment(2, Optional.of(START), Optional.of(END));
    assertThat(admits(later, "-PT0.001S")).isFalse();
    assertThat(admits(later, "PT0S")).isTrue();
  }

  @Test
  void whatWasOverStaysOverWhenTheClockIsSetBack() {
    assertThat(admits(hour, "PT1H")).isFalse();
    assertThat(admits(hour, "PT30M")).isFalse();
  }

  @Test
  void timeThatHasPassedIsCountedWhenTheClockIsSetBack() {
    assertThat(admits(hour, "PT0S")).isTrue();
    assertThat(admits(hour, "PT50M")).isTrue();
    assertThat(admits(hour, "-PT10H")).isTrue();
    assertThat(admits(hour, "-PT9H50M0.001S")).isTrue();
    assertThat(admits(hour, "-PT9H50M")).isFalse();
  }

  @Test
  void whoeverTellsTheTimeMakesItCount() {
    assertThat(admits(hour, "PT0S")).isTrue();
    ratchet.observe(START.plus(Duration.ofHours(2)));
    assertThat(admits(hour, "PT1M")).isFalse();
  }

  @Test
  void manySmallStepsBackCountLikeALargeOne() {
    assertThat(admits(hour, "PT50M")).isTrue();
    for (int step = 1; step <= 20; step += 1) {
      ratchet.observe(START.plus(Duration.ofMinutes(50)).minusSeconds(9L * step));
    }
    assertThat(admits(hour, "PT56M59S")).isTrue();
    assertThat(admits(hour, "PT57M")).isFalse();
  }

  @Test
  void requestsOutOfOrderCostNothing() {
    for (int i = 0; i < 3_000; i += 1) {
      ratchet.observe(START.plusSeconds(i));
      ratchet.observe(START.plusSeconds(i).minusSeconds(10));
    }
    assertThat(admits(hour, "PT59M59S")).isTrue();
  }

  @Test
  void whatIsGivenAfterAClockWasCorrectedCounts() {
    assertThat(admits(hour, "P365D")).isFalse();
    RoleAssignment next = assignment(3, Optional.empty(), Optional.of(END));
    assertThat(admits(next, "PT1M")).isTrue();
    assertThat(admits(next, "PT1H")).isFalse();
  }

  @Test
  void anExtendedAssignmentCountsToItsNewEnd() {
    assertThat(admits(hour, "PT59M")).isTrue();
    RoleAssignment longer = assignment(1, Optional.empty(), Optional.of(END.plusSeconds(60)));
    assertThat(admits(longer, "PT1H0M59S")).isTrue();
    assertThat(admits(longer, "PT1H1M")).isFalse();
  }

  @Test
  void theAuthoriserAsksIt() {
    World world = new World();
    RoleAssignment owner = assignment(1, Optional.empty(), Optional.of(END));
    world.insert(owner);
    Rbac rbac = world.authorizer();
    assertThat(reads(rbac, "PT59M")).isTrue();
    assertThat(rbac.reaches(World.TX, World.caller(World.ANNA), World.SUB, START)).isTrue();
    assertThat(reads(rbac, "PT1H")).isFalse();
    assertThat(reads(rbac, "PT1M")).isFalse();
    assertThat(rbac.reaches(World.TX, World.caller(World.ANNA), World.SUB, START)).isFalse();
  }

  private static boolean reads(Rbac rbac, String after) {
    return rbac.judge(
            World.TX,
            new Question(
                World.caller(World.ANNA),
                AuthorizationActions.READ_ASSIGNMENTS,
                new Target.Resource(World.VAULT_ID),
                _ -> Traits.NONE,
                START.plus(Duration.parse(after))))
        .allowed();
  }

  private boolean admits(RoleAssignment assignment, String after) {
    return ratchet.admits(assignment, START.plus(Duration.parse(after)));
  }

  private static RoleAssignment assignment(
      int number, Optional<Instant> from, Optional<Instant> until) {
    return new RoleAssignment(
        new AssignmentId(new UUID(5, number)),
        World.VAULT_ID,
        new Grant(World.HOME, World.role("Owner"), World.ANNA, PrincipalType.USER),
        new Details(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Window(from, until),
            Optional.empty()),
        new Stamps(START, "", START, ""));
  }
}
