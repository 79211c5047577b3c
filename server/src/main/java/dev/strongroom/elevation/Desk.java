package dev.strongroom.elevation;

import dev.strongroom.access.Hierarchy;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleDefinition;
import dev.strongroom.elevation.Schedule.Provenance;
import dev.strongroom.elevation.Schedule.Terms;
import dev.strongroom.elevation.ScheduleRequest.Progress;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where requests are weighed and carried out.
final class Desk {
  /// Azure's: shorter access is refused, and nobody deactivates sooner.
  static final Duration SHORTEST = Duration.ofMinutes(5);

  /// @param policy whose settings were asked
  record Outcome(ScheduleRequest request, Changes changes, Policy policy) {}

  private final Elevation elevation;
  private final Work work;
  private final Tx tx;
  private final Instant now;
  private final Schedules schedules;

  Desk(Elevation elevation, Work work) {
    this.elevation = elevation;
    this.work = work;
    this.tx = work.tx();
    this.now = work.now();
    this.schedules = elevation.store().schedules(tx);
  }

  /// What a request would lead to. Nothing is written.
  Outcome weigh(Draft draft) {
    Place place = place(draft);
    return draft.wish().type().isSelf()
        ? new OwnRequests(elevation, work, this).weigh(draft, place)
        : new AdminRequests(elevation, work, this).weigh(draft, place);
  }

  ScheduleRequest carryOut(Outcome outcome) {
    Changes changes = outcome.changes();
    ElevationStore store = elevation.store();
    changes.removed().forEach(one -> store.remove(tx, work.approve(one)));
    changes.saved().forEach(one -> store.save(tx, work.approve(one)));
    changes.decided().forEach(one -> store.saveRequest(tx, work.approve(one)));
    store.saveRequest(tx, work.approve(outcome.request()));
    Notices.tell(work, outcome.request(), outcome.policy());
    return outcome.request();
  }

  Optional<Schedule> live(Level level, Place place) {
    return schedules.at(level, place).filter(one -> !one.isOver(now));
  }

  Optional<Schedule> over(Level level, Place place) {
    return schedules.at(level, place).filter(one -> one.isOver(now));
  }

  /// Refuses a second one, also one that was given for good.
  void refuseTwin(Level level, Place place) {
    boolean held =
        level == Level.ASSIGNMENT
            && elevation.access().table(tx).twin(place.scope(), place.grant(), now).isPresent();
    if (held || live(level, place).isPresent()) {
      throw Refusals.exists();
    } else if (schedules.size() >= Elevation.MAX_SCHEDULES) {
      throw Refusals.invalid(
          "RoleAssignmentLimitExceeded",
          "There are " + Elevation.MAX_SCHEDULES + " schedules. Remove what is not needed.");
    }
  }

  void refusePending(Level level, Place place) {
    List<ScheduleRequest> pending =
        elevation.store().pending(tx, place.grant().tenant(), level).stream()
            .filter(one -> one.status(now).isPending())
            .toList();
    PrincipalId self = Elevation.caller(work).id();
    long own = pending.stream().filter(one -> one.progress().requestor().equals(self)).count();
    if (pending.stream().anyMatch(one -> one.place().sameAs(place))) {
      throw Refusals.pending();
    } else if (pending.size() >= Elevation.MAX_PENDING || own >= Elevation.MAX_OWN_PENDING) {
      throw Refusals.invalid(
          "TooManyPendingRequests",
          "There are "
              + Math.min(pending.size(), Elevation.MAX_PENDING)
              + " undecided requests, "
              + own
              + " of them yours. Cancel one, or try again later.");
    }
  }

  /// Refuses more activations than anybody needs.
  void refuseCrowd(Place place) {
    long own =
        schedules.of(place.grant().principal(), Level.ASSIGNMENT).stream()
            .filter(one -> one.isActivation() && !one.isOver(now))
            .count();
    if (own >= Elevation.MAX_OWN_ACTIVE) {
      throw Refusals.invalid(
          "TooManyActivations",
          "You have " + Elevation.MAX_OWN_ACTIVE + " activations. Deactivate one first.");
    }
  }

  /// Refuses what ends before it begins, or too soon after.
  void refuseUselessSpan(Instant start, Optional<Instant> end) {
    if (end.isEmpty()) {
      return;
    } else if (!end.get().isAfter(start)) {
      throw Refusals.schedule("The schedule would end before it begins.");
    } else if (Duration.between(start, end.get()).compareTo(SHORTEST) < 0) {
      throw Refusals.tooShort();
    }
  }

  Policy policy(Place place) {
    Grant grant = place.grant();
    return elevation
        .store()
        .policies(tx)
        .of(new Policy.Key(grant.tenant(), place.scope(), grant.role()));
  }

  /// A new schedule in the place of one that is over.
  Changes fresh(Draft draft, Place place, Terms terms, Optional<AssignmentId> linked) {
    return fresh(draft.level(), draft.id(), place, terms, linked);
  }

  Changes fresh(
      Level level, RequestId request, Place place, Terms terms, Optional<AssignmentId> linked) {
    AssignmentId id = new AssignmentId(newId());
    Provenance provenance = new Provenance(Optional.of(request), linked, now, now, false);
    return Changes.removing(schedules.at(level, place).stream().toList())
        .and(Changes.saving(new Schedule(level, id, place, terms, provenance)));
  }

  Outcome settled(Draft draft, Place place, Changes changes, Policy policy) {
    Optional<Schedule> made = changes.saved().stream().findFirst();
    Status status =
        made.isEmpty()
            ? Status.REVOKED
            : made.get().terms().later() ? Status.SCHEDULE_CREATED : Status.PROVISIONED;
    Optional<AssignmentId> target = made.map(Schedule::id).or(changes::target);
    Progress progress = new Progress(status, Elevation.caller(work).id(), now, target, List.of());
    ScheduleRequest request =
        new ScheduleRequest(draft.level(), draft.id(), place, draft.wish(), progress);
    return new Outcome(request, changes, policy);
  }

  Outcome waiting(Draft draft, Place place, Status status, List<Stage> stages, Policy policy) {
    Progress progress =
        new Progress(status, Elevation.caller(work).id(), now, Optional.empty(), stages);
    return new Outcome(
        new ScheduleRequest(draft.level(), draft.id(), place, draft.wish(), progress),
        Changes.NONE,
        policy);
  }

  UUID newId() {
    long high = work.random().nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
    long low = work.random().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private Place place(Draft draft) {
    elevation.access().table(tx).refuseUnusable(draft.whom().tenant(), draft.scope());
    refuseUnusableRole(draft);
    if (elevation
        .store()
        .request(tx, draft.whom().tenant(), draft.level(), draft.id())
        .isPresent()) {
      throw new Problem.Conflict(
              "RoleAssignmentRequestExists",
              "A request of the name '" + draft.id() + "' exists. Choose another GUID.")
          .asException();
    }
    return draft.place(typeOf(draft));
  }

  private void refuseUnusableRole(Draft draft) {
    RoleDefinition role =
        elevation
            .access()
            .table(tx)
            .definition(draft.whom().tenant(), draft.whom().role())
            .orElseThrow(() ->
                Refusals.invalid(
                    "RoleDefinitionDoesNotExist",
                    "The specified role definition with ID '"
                        + draft.whom().role().toString().replace("-", "")
                        + "' does not exist."));
    if (role.assignableScopes().stream()
        .noneMatch(at -> elevation.covers(tx, draft.whom().tenant(), at, draft.scope()))) {
      throw Refusals.invalid(
          "RoleAssignmentScopeNotAssignableToRoleDefinition",
          "The scope '"
              + draft.scope()
              + "' is not one of the assignable scopes of the role '"
              + role.name()
              + "', nor below one.");
    } else if (!role.builtIn()
        && role.grantsData()
        && Hierarchy.groupOf(draft.scope()).isPresent()) {
      throw Refusals.invalid(
          "InvalidScope",
          "The role '"
              + role.name()
              + "' has data actions: a custom role with data actions cannot be given at a management"
              + " group. Give it at the subscriptions in it.");
    }
  }

  /// A caller that only an external issuer knows has shown what it is.
  private Optional<PrincipalType> ownType(Draft draft) {
    Who.Principal who = Elevation.caller(work);
    return Optional.of(
            who.kind() == Caller.Kind.APP ? PrincipalType.SERVICE_PRINCIPAL : PrincipalType.USER)
        .filter(_ -> who.id().equals(draft.whom().principal()));
  }

  private PrincipalType typeOf(Draft draft) {
    return draft
        .type(elevation, tx)
        .or(() -> ownType(draft))
        .orElseThrow(() ->
            Refusals.invalid(
                "PrincipalNotFound",
                "Principal "
                    + draft.whom().principal().toString().replace("-", "")
                    + " does not exist in the directory "
                    + draft.whom().tenant()
                    + ". Check that you have the correct principal ID."));
  }
}
