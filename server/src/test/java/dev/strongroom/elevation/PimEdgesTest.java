package dev.strongroom.elevation;

import static dev.strongroom.elevation.Level.ASSIGNMENT;
import static dev.strongroom.elevation.Level.ELIGIBILITY;
import static dev.strongroom.elevation.PimWorld.ADMIN;
import static dev.strongroom.elevation.PimWorld.ANNA;
import static dev.strongroom.elevation.PimWorld.SCOPE;
import static dev.strongroom.elevation.PimWorld.lasting;
import static dev.strongroom.kernel.AssertRefused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.elevation.Rule.Approval;
import dev.strongroom.elevation.Rule.ApprovalStage;
import dev.strongroom.elevation.Rule.Approver;
import dev.strongroom.model.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What orders of steps about one place do not show: other places, limits, and what was asked for
/// before something was given.
class PimEdgesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /// An approver may not give more than the administrator who gave anew.
  @Test
  void anApprovedExtensionIsOnlyForWhatItWasAskedFor() {
    PimWorld world = new PimWorld(approving());
    world.does(new Step.Grant(DAY));
    world.ask(ANNA, ELIGIBILITY, RequestType.SELF_EXTEND, SCOPE, lasting(Duration.ofDays(30)));
    assertThat(world.does(new Step.Revoke())).isTrue();
    world.does(new Step.Pass(HOUR));
    world.does(new Step.Grant(DAY));
    Instant given = world.ends(ELIGIBILITY);
    assertThat(world.does(new Step.Approve())).isTrue();
    assertThat(world.ends(ELIGIBILITY)).isEqualTo(given);
  }

  /// An approver does not bring the token that names the group, so that is said at once.
  @Test
  void whatOnlyTheTokenSaysIsRefusedBeforeAnybodyApproves() {
    PimWorld world = new PimWorld(approvingActivation());
    world.eligibleThrough(PrincipalId.of("cccccccc-0000-4000-8000-000000000001"));
    assertThat(world.does(new Step.Grant(DAY))).isTrue();
    assertRefused(
        "InvalidRoleAssignmentRequest",
        () -> world.ask(ANNA, ASSIGNMENT, RequestType.SELF_ACTIVATE, SCOPE, lasting(HOUR)));
  }

  /// The directory never knew a derived id, so that the request's word is enough.
  @Test
  void aDerivedGroupOfTheTokenIsRememberedForTheApproval() {
    PimWorld world = new PimWorld(approvingActivation());
    world.eligibleThrough(PrincipalId.of("cccccccc-0000-5000-8000-000000000001"));
    assertThat(world.does(new Step.Grant(DAY))).isTrue();
    world.ask(ANNA, ASSIGNMENT, RequestType.SELF_ACTIVATE, SCOPE, lasting(HOUR));
    assertThat(world.does(new Step.Approve())).isTrue();
    assertThat(world.holds()).isTrue();
  }

  @Test
  void anApprovedExtensionExtends() {
    PimWorld world = new PimWorld(approving());
    world.does(new Step.Grant(DAY));
    world.ask(ANNA, ELIGIBILITY, RequestType.SELF_EXTEND, SCOPE, lasting(Duration.ofDays(30)));
    world.does(new Step.Pass(HOUR));
    assertThat(world.does(new Step.Approve())).isTrue();
    assertThat(world.ends(ELIGIBILITY)).isEqualTo(world.now().plus(Duration.ofDays(30)));
  }

  @Test
  void aClockSetBackGivesApproversNoMoreTime() {
    PimWorld world = new PimWorld(approvingActivation());
    world.does(new Step.Grant(DAY));
    world.does(new Step.Activate(HOUR));
    world.setClock(world.now().minus(Duration.ofMinutes(2)));
    assertThat(world.does(new Step.Approve())).isFalse();
    world.setClock(world.now().plus(Duration.ofMinutes(2)));
    assertThat(world.does(new Step.Approve())).isTrue();
  }

  @Test
  void anEligibilityThatBeginsLaterAfterAllEndsWhatWasActivated() {
    PimWorld world = new PimWorld(new Policies(List.of()));
    world.does(new Step.Grant(DAY));
    world.does(new Step.Activate(HOUR));
    assertThat(world.holds()).isTrue();
    Timing later = new Timing(Optional.of(world.now().plus(HOUR)), lasting(DAY).expiration());
    world.ask(ADMIN, ELIGIBILITY, RequestType.ADMIN_UPDATE, SCOPE, later);
    assertThat(world.holds()).isFalse();
  }

  @Test
  void onePersonHas100Activations() {
    PimWorld world = new PimWorld(new Policies(List.of()));
    world.does(new Step.Grant(DAY));
    for (int i = 0; i < 99; i += 1) {
      activate(world, i);
    }
    activate(world, 99);
    assertRefused("TooManyActivations", () -> activate(world, 100));
    world.does(new Step.Pass(HOUR));
    activate(world, 100);
  }

  @Test
  void onePersonHas50UndecidedRequests() {
    PimWorld world = new PimWorld(approvingActivation());
    world.does(new Step.Grant(DAY));
    for (int i = 0; i < 49; i += 1) {
      activate(world, i);
    }
    activate(world, 49);
    assertRefused("TooManyPendingRequests", () -> activate(world, 50));
    assertThat(world.does(new Step.Deny())).isTrue();
    activate(world, 50);
  }

  private static void activate(PimWorld world, int group) {
    world.ask(
        ANNA,
        ASSIGNMENT,
        RequestType.SELF_ACTIVATE,
        SCOPE.child("resourceGroups/g" + group),
        lasting(HOUR));
  }

  private static Policies approving() {
    return policies(false, true);
  }

  private static Policies approvingActivation() {
    return policies(true, false);
  }

  private static Policies policies(boolean activation, boolean extension) {
    Policy.Key key = new Policy.Key(PimWorld.TENANT, SCOPE, PimWorld.READER);
    ApprovalStage stage =
        new ApprovalStage(
            1,
            false,
            Optional.empty(),
            List.of(new Approver(PimWorld.BERT, false, false, "")),
            List.of());
    Approval approval =
        new Approval(activation, extension, true, Rule.Mode.SINGLE_STAGE, List.of(stage));
    return new Policies(
        List.of(
            new Policies(List.of())
                .of(key)
                .with(
                    Map.of(RuleId.APPROVAL_ENDUSER_ASSIGNMENT, approval),
                    new Policy.Change(Instant.EPOCH, ""))));
  }
}
