package dev.strongroom.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.elevation.ReferencePim.State;
import dev.strongroom.elevation.Rule.Approval;
import dev.strongroom.elevation.Rule.ApprovalStage;
import dev.strongroom.elevation.Rule.Approver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Production and [ReferencePim] take the same steps: every order of a few, and many at random.
class PimAgainstReferenceTest {
  private static final int DEPTH = 5;
  private static final int WAITING_DEPTH = 4;
  private static final int JUMPING_DEPTH = 4;
  private static final int RANDOM_WORLDS = 400;
  private static final int RANDOM_STEPS = 60;
  private static final Duration HOUR = Duration.ofHours(1);

  /// An activation after one pause would outlast its eligibility.
  private static final List<Step> ALPHABET =
      List.of(
          new Step.Grant(HOUR),
          new Step.Activate(HOUR),
          new Step.Approve(),
          new Step.Deny(),
          new Step.Deactivate(),
          new Step.Remove(),
          new Step.Revoke(),
          new Step.Pass(Duration.ofMinutes(45)));

  /// Everything that can happen, in orders that are one shorter.
  private static final List<Step> ALL =
      Stream.concat(
              ALPHABET.stream(),
              Stream.of(new Step.Assign(HOUR), new Step.Cancel(), new Step.Sweep()))
          .toList();

  @Test
  void everyInterleavingWithoutApproval() {
    interleave(new Orders(ALPHABET, DEPTH, false));
  }

  @Test
  void everyInterleavingWithApproval() {
    interleave(new Orders(ALPHABET, DEPTH, true));
  }

  @Test
  void everyInterleavingOfAllThatCanHappen() {
    interleave(new Orders(ALL, DEPTH - 1, false));
    interleave(new Orders(ALL, DEPTH - 1, true));
  }

  /// An approval that comes after another way to the role shows only in what ends it later.
  @Test
  void everyInterleavingWhileAnActivationWaits() {
    List<Step> waiting = List.of(new Step.Grant(HOUR), new Step.Activate(HOUR));
    interleave(new Orders(ALL, waiting.size() + WAITING_DEPTH, true), waiting);
  }

  /// @param depth how many steps an order has
  private record Orders(List<Step> alphabet, int depth, boolean approval) {}

  private static void interleave(Orders orders) {
    interleave(orders, List.of());
  }

  /// @param beginning the steps with which all orders begin
  private static void interleave(Orders orders, List<Step> beginning) {
    PimWorld world = new PimWorld(settings(orders.approval()));
    State state = State.NOTHING;
    List<Step> path = new ArrayList<>();
    for (Step step : beginning) {
      path.add(step);
      state = take(world, state, step, orders.approval(), path);
    }
    interleave(world, state, orders, path);
  }

  /// Depth first: what a prefix leads to is made once.
  private static void interleave(PimWorld world, State state, Orders orders, List<Step> path) {
    if (path.size() == orders.depth()) {
      return;
    }
    PimWorld.Memory memory = world.remember();
    for (Step step : orders.alphabet()) {
      path.add(step);
      State next = take(world, state, step, orders.approval(), path);
      interleave(world, next, orders, path);
      path.removeLast();
      world.goBackTo(memory);
    }
  }

  @Test
  void manyRandomWorlds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < RANDOM_WORLDS; run += 1) {
      boolean approval = random.nextBoolean();
      PimWorld world = new PimWorld(settings(approval));
      State state = State.NOTHING;
      List<Step> path = new ArrayList<>();
      for (int i = 0; i < RANDOM_STEPS; i += 1) {
        Step step = any(random);
        path.add(step);
        try {
          state = take(world, state, step, approval, path);
        } catch (AssertionError different) {
          throw new AssertionError("seed " + seed + ": " + different.getMessage(), different);
        }
      }
    }
  }

  /// With a clock that jumps, back and forth, nobody holds a role for longer than it was given for.
  @Test
  void noClockExtendsAnything() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < RANDOM_WORLDS; run += 1) {
      PimWorld world = new PimWorld(settings(false));
      Instant real = world.now();
      Instant mustEnd = real;
      for (int i = 0; i < RANDOM_STEPS; i += 1) {
        if (random.nextInt(4) == 0) {
          world.setClock(world.now().plus(Duration.ofMinutes(random.nextInt(2_000) - 1_000)));
        } else if (random.nextInt(3) == 0) {
          Duration passed = Duration.ofMinutes(random.nextInt(40));
          real = real.plus(passed);
          world.does(new Step.Pass(passed));
        } else if (random.nextInt(3) == 0) {
          world.does(new Step.Sweep());
        } else if (random.nextBoolean()) {
          world.does(new Step.Grant(Duration.ofDays(1)));
        } else if (world.does(new Step.Activate(HOUR))) {
          mustEnd = real.plus(HOUR);
        }
        assertThat(!world.holds() || real.isBefore(mustEnd)).as("seed %d", seed).isTrue();
      }
    }
  }

  /// What may happen while a clock jumps.
  private sealed interface Turn {
    record Done(Step step) implements Turn {}

    /// No time passes; the clock says that it did, or goes back.
    record Jump(Duration by) implements Turn {}
  }

  /// All orders begin with an activation, which the rest is about.
  private static final List<Turn> GIVEN =
      List.of(
          new Turn.Done(new Step.Grant(Duration.ofDays(1))),
          new Turn.Done(new Step.Activate(HOUR)));

  private static final List<Turn> TURNS =
      List.of(
          new Turn.Done(new Step.Grant(Duration.ofDays(1))),
          new Turn.Done(new Step.Activate(HOUR)),
          new Turn.Done(new Step.Revoke()),
          new Turn.Done(new Step.Deactivate()),
          new Turn.Done(new Step.Sweep()),
          new Turn.Done(new Step.Pass(Duration.ofMinutes(45))),
          new Turn.Jump(Duration.ofMinutes(90)),
          new Turn.Jump(Duration.ofMinutes(-90)));

  /// Every order of what gives, takes and ends with every jump between: nobody holds the role for
  /// longer than the hour that has really passed, nor after it was taken. Nothing is shared between
  /// orders, since the authoriser remembers what it saw of the time.
  @Test
  void everyInterleavingWithAClockThatJumps() {
    int orders = (int) Math.pow(TURNS.size(), JUMPING_DEPTH);
    for (int order = 0; order < orders; order += 1) {
      List<Turn> path = new ArrayList<>(GIVEN);
      for (int rest = order, i = 0; i < JUMPING_DEPTH; i += 1, rest /= TURNS.size()) {
        path.add(TURNS.get(rest % TURNS.size()));
      }
      jump(path);
    }
  }

  private static void jump(List<Turn> path) {
    PimWorld world = new PimWorld(settings(false));
    Instant real = world.now();
    Instant mustEnd = real;
    for (Turn turn : path) {
      switch (turn) {
        case Turn.Jump(Duration by) -> world.setClock(world.now().plus(by));
        case Turn.Done(Step.Pass(Duration time)) -> {
          world.does(new Step.Pass(time));
          real = real.plus(time);
        }
        case Turn.Done(Step step) -> {
          boolean accepted = world.does(step);
          boolean gives = step instanceof Step.Activate;
          boolean takes = step instanceof Step.Revoke || step instanceof Step.Deactivate;
          if (accepted && (gives || takes)) {
            mustEnd = gives ? real.plus(HOUR) : real;
          }
        }
      }
      if (world.holds() && !real.isBefore(mustEnd)) {
        throw new AssertionError("held for too long in " + path);
      }
    }
  }

  private static State take(
      PimWorld world, State state, Step step, boolean approval, List<Step> path) {
    Optional<State> expected = ReferencePim.after(state, step, world.now(), approval);
    boolean accepted = world.does(step);
    State next = expected.orElse(state);
    if (accepted != expected.isPresent()) {
      throw new AssertionError((accepted ? "accepted: " : "refused: ") + path);
    } else if (world.holds() != next.holds(world.now())) {
      throw new AssertionError((world.holds() ? "held after: " : "not held after: ") + path);
    }
    return next;
  }

  private static Step any(Random random) {
    Duration length = Duration.ofMinutes(5L + random.nextInt(150));
    return switch (random.nextInt(13)) {
      case 0, 1 -> new Step.Grant(length.multipliedBy(1 + random.nextInt(20)));
      case 2, 3, 4 -> new Step.Activate(length);
      case 5, 6 -> new Step.Approve();
      case 7 -> random.nextBoolean() ? new Step.Deny() : new Step.Cancel();
      case 8 -> new Step.Deactivate();
      case 9 -> random.nextBoolean() ? new Step.Remove() : new Step.Revoke();
      case 10 -> new Step.Sweep();
      case 11 -> new Step.Assign(length);
      default ->
          new Step.Pass(Duration.ofMinutes(random.nextInt(random.nextInt(10) == 0 ? 2_000 : 90)));
    };
  }

  private static Policies settings(boolean approval) {
    Policy.Key key = new Policy.Key(PimWorld.TENANT, PimWorld.SCOPE, PimWorld.READER);
    ApprovalStage stage =
        new ApprovalStage(
            1,
            false,
            Optional.empty(),
            List.of(new Approver(PimWorld.BERT, false, false, "")),
            List.of());
    Map<RuleId, Rule> rules =
        Map.of(
            RuleId.EXPIRATION_ENDUSER_ASSIGNMENT,
            new Rule.Expiration(true, Span.of(ReferencePim.LONGEST.toString())),
            RuleId.APPROVAL_ENDUSER_ASSIGNMENT,
            new Approval(approval, false, true, Rule.Mode.SINGLE_STAGE, List.of(stage)));
    Policy policy =
        new Policies(List.of()).of(key).with(rules, new Policy.Change(Instant.EPOCH, ""));
    return new Policies(List.of(policy));
  }
}
