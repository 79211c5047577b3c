package dev.strongroom.kernel;

import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Caller.Who;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The one way in. The order is the promise: authenticate, then parse, then authorise, then look
/// up, run, audit, commit. So a caller without a token learns nothing about the request's form, a
/// caller without rights learns nothing about which names exist, and no answer leaves without its
/// audit record.
public final class Gate {
  private static final String UNAUTHENTICATED = "Authentication";
  private static final String NOT_UNDERSTOOD = "Unknown";

  /// What the gate is built from.
  public record Seams(
      Ports.Transactions transactions,
      Ports.Authenticator authenticator,
      Ports.Authorizer authorizer,
      Ports.PolicyCheck policy,
      Ports.AuditLog audit,
      InstantSource clock,
      RandomGenerator random) {}

  private final Seams seams;

  public Gate(Seams seams) {
    this.seams = seams;
  }

  /// Serves a request from outside. `parse` sees the caller and reads the operation; it may throw
  /// [Refused].
  public <R> R perform(Knock knock, Function<Caller, Operation<R>> parse) {
    return this.<R>passage(knock).perform(parse);
  }

  /// Tries to serve a read from memory alone, on a thread that must not block. Empty when memory
  /// cannot answer; then nothing has happened.
  public <R> Optional<R> performFromMemory(Knock knock, Function<Caller, Operation<R>> parse) {
    try {
      return Optional.of(this.<R>passage(knock).performFromMemory(parse));
    } catch (NotInMemory signal) {
      return Optional.empty();
    }
  }

  /// Performs an operation for a caller that is already known: the server's own jobs.
  public <R> R perform(Caller caller, Operation<R> operation) {
    Check.that(caller.who() instanceof Who.Job, "only jobs come in without knocking");
    Instant now = seams.clock().instant();
    return new Passage<R>(seams, now, _ -> caller, new Passage.Door(caller, Optional.empty()))
        .perform(_ -> operation);
  }

  /// Records a request that was refused before it could be read at all: too large, too slow,
  /// unknown host.
  public void refuse(Origin origin, Problem problem) {
    Instant now = seams.clock().instant();
    seams
        .audit()
        .record(
            new AuditEntry(
                now,
                Duration.ZERO,
                Caller.nobody(origin),
                NOT_UNDERSTOOD,
                Optional.empty(),
                Optional.empty(),
                new Outcome.Failure(problem),
                Map.of()));
  }

  private <R> Passage<R> passage(Knock knock) {
    Instant now = seams.clock().instant();
    return new Passage<>(
        seams,
        now,
        tx -> identify(tx, knock, now),
        new Passage.Door(Caller.nobody(knock.origin()), knock.challenge()));
  }

  private Caller identify(Tx tx, Knock knock, Instant now) {
    boolean anonymous = knock.open() && knock.bearer().isEmpty();
    Who who = anonymous ? new Who.Nobody() : seams.authenticator().authenticate(tx, knock, now);
    return new Caller(who, knock.origin());
  }

  static String operationBefore(Optional<? extends Operation<?>> operation, boolean authenticated) {
    return operation
        .<String>map(Operation::name)
        .orElse(authenticated ? NOT_UNDERSTOOD : UNAUTHENTICATED);
  }
}
