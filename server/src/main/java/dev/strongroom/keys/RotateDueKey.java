package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.ObjectState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A job: rotates the key that has been due the longest, and answers whether there was one. A key
/// that cannot be rotated now, because its latest version is disabled or its HSM is away, has its
/// turn again later.
public record RotateDueKey(Keys keys, RotationTurn turn) implements Operation<Boolean> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/rotateDueKeys/action", Effect.WRITE);

  static final Duration AGAIN = Duration.ofHours(1);

  @Override
  public String name() {
    return "KeyRotateIfDue";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Runnable preparation(Preview preview) {
    return turn.begin(keys, keys.rotations().due(preview.tx(), preview.now()), preview);
  }

  @Override
  public Boolean run(Work work) {
    turn.now().ifPresent(now -> rotate(work, now));
    return turn.now().isPresent();
  }

  /// What was found before the writer's turn may have been changed or deleted since.
  private void rotate(Work work, RotationTurn.Now now) {
    ObjectPath path = now.rotating().path();
    keys.life()
        .vaults()
        .find(work.tx(), path.vault())
        .ifPresent(facts ->
            latest(work, facts, path).ifPresent(latest -> rotate(work, facts, latest, now)));
  }

  private Optional<KeyProperties> latest(Work work, VaultFacts facts, ObjectPath path) {
    return switch (keys.life().store().state(work.tx(), facts, path.objectName())) {
      case ObjectState.Live<KeyProperties>(KeyProperties latest) -> Optional.of(latest);
      case ObjectState.Absent<KeyProperties>(),
          ObjectState.Gone<KeyProperties>(_),
          ObjectState.Purging<KeyProperties>() ->
          Optional.empty();
    };
  }

  private void rotate(Work work, VaultFacts facts, KeyProperties latest, RotationTurn.Now now) {
    Optional<RotationPolicy> policy = keys.rotations().policy(work.tx(), facts, latest.name());
    Optional<Instant> due = policy.flatMap(given -> given.due(latest));
    if (due.filter(time -> !time.isAfter(work.now())).isEmpty()) {
      return;
    }
    String key = facts.name() + "/" + latest.name();
    if (now.failed() || !latest.attributes().enabled()) {
      Instant again = work.now().plus(AGAIN);
      KeyRotation later = new KeyRotation(latest.name(), policy.orElseThrow(), Optional.of(again));
      keys.rotations().set(work.tx(), facts, work.approve(later));
      work.note("postponed", key);
      return;
    }
    KeyProperties fresh = now.rotating().run(work).what();
    work.note("rotated", key + "/" + fresh.version());
  }
}
