package dev.strongroom.sealing;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.store.SealedKeySql;
import dev.strongroom.store.TestStore;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Providers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// One node with the real gate, keyring and store; everybody may do everything on it.
final class Node {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Caller JOB =
      new Caller(new Caller.Who.Job("test"), Origin.internal("request"));
  private static final Access ALLOWED =
      new Access(Optional.empty(), Access.Model.NONE, Optional.empty(), Optional.empty());

  private final Gate gate;
  final SealedKeySql keys = new SealedKeySql();
  final Sealing sealing;
  Instant now = NOW;

  private record Step<R>(Function<Work, R> body) implements Operation<R> {
    @Override
    public String name() {
      return "Step";
    }

    @Override
    public Action action() {
      return Action.open("step", Action.Effect.WRITE);
    }

    @Override
    public Target target() {
      return new Target.Server();
    }

    @Override
    public R run(Work work) {
      return body.apply(work);
    }
  }

  private static final class NoAudit implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {}

    @Override
    public void record(AuditEntry entry) {}
  }

  Node(TestStore store, Path rootKey) {
    SecureRandom random = new SecureRandom();
    InstantSource clock = () -> now;
    FileSeal seal = new FileSeal(rootKey, Providers.jdkOnly());
    var root = seal.exists() ? seal.unseal(random) : seal.create(random);
    this.sealing = new Sealing(keys, new Keyring(root, Providers.jdkOnly(), random), clock);
    this.gate =
        new Gate(
            new Gate.Seams(
                store.database(),
                (tx, knock, at) -> new Caller.Who.Nobody(),
                (tx, question) -> ALLOWED,
                (tx, target, proposed) -> Optional.empty(),
                new NoAudit(),
                clock,
                random));
  }

  <R> R perform(Operation<R> operation) {
    return gate.perform(JOB, operation);
  }

  <R> R write(Function<Work, R> body) {
    return perform(new Step<>(body));
  }
}
