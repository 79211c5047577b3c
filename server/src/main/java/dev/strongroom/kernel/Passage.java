package dev.strongroom.kernel;

import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Caller.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// One request on its way through the gate. It remembers how far it came, so that a refusal's audit
/// record says who was refused what.
final class Passage<R> {
  /// What one record tells of what was looked at.
  private static final int MAX_REASONS = 24;

  /// Who a caller is before it has shown anything, and what it is told when that is not enough.
  record Door(Caller unknown, Optional<String> challenge) {}

  private final Gate.Seams seams;
  private final Instant now;
  private final Function<Tx, Caller> identify;
  private final Optional<String> challenge;
  private Caller caller;
  private boolean authenticated;
  private Optional<Operation<R>> operation = Optional.empty();
  private Optional<Access> access = Optional.empty();
  private Runnable preparation = () -> {};
  private Map<String, String> notes = Map.of();

  Passage(Gate.Seams seams, Instant now, Function<Tx, Caller> identify, Door door) {
    this.seams = seams;
    this.now = now;
    this.identify = identify;
    this.challenge = door.challenge();
    this.caller = door.unknown();
  }

  R perform(Function<Caller, Operation<R>> parse) {
    return audited(() -> {
      Optional<R> read = seams.transactions().read(session -> enter(new Tx(session), parse));
      return read.orElseGet(this::prepareAndWrite);
    });
  }

  R performFromMemory(Function<Caller, Operation<R>> parse) {
    return audited(() ->
        seams
            .transactions()
            .memory(session -> enter(new Tx(session), parse))
            .orElseThrow(() -> NotInMemory.SIGNAL));
  }

  private R prepareAndWrite() {
    preparation.run();
    return seams.transactions().write(session -> write(new Tx(session)));
  }

  /// Authenticates, parses and authorises; runs the operation if it only reads. A write is left for
  /// its own transaction, where it is judged again: so a caller without rights never takes a
  /// writer's turn. So is a read that uses up its right.
  private Optional<R> enter(Tx tx, Function<Caller, Operation<R>> parse) {
    caller = identify.apply(tx);
    authenticated = true;
    Operation<R> parsed = parse.apply(caller);
    operation = Optional.of(parsed);
    judge(tx, parsed);
    if (parsed.action().effect() == Effect.WRITE) {
      preparation = parsed.preparation(new Preview(tx, now, seams.random()));
      return Optional.empty();
    } else if (access.orElseThrow().spending().isPresent()) {
      return Optional.empty();
    }
    R result = run(tx, parsed);
    seams.audit().record(entry(new Outcome.Success(parsed.status(result))));
    return Optional.of(result);
  }

  private R write(Tx tx) {
    Operation<R> parsed = operation.orElseThrow();
    judge(tx, parsed);
    R result = run(tx, parsed);
    seams.audit().record(tx, entry(new Outcome.Success(parsed.status(result))));
    return result;
  }

  private void judge(Tx tx, Operation<R> parsed) {
    Question question = new Question(caller, parsed.action(), parsed.target(), parsed::traits, now);
    Access judged = seams.authorizer().judge(tx, question);
    access = Optional.of(judged);
    judged
        .objection()
        .ifPresent(problem -> {
          notes = reasons(tx, question);
          throw challenged(problem).asException();
        });
  }

  /// Why it was refused, for the audit record: the same question once more, with somebody looking
  /// on.
  private Map<String, String> reasons(Tx tx, Question question) {
    Onlooker onlooker = new Onlooker(MAX_REASONS);
    seams.authorizer().judge(tx, question.under(onlooker));
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Sighting sighting : onlooker.seen()) {
      reasons.put("reason" + (reasons.size() + 1), sighting.brief());
    }
    if (onlooker.more() > 0) {
      reasons.put("reasonsMore", Integer.toString(onlooker.more()));
    }
    return reasons;
  }

  /// The authoriser finds out that a token is of another tenant, but only the door knows the
  /// challenge that makes SDKs ask for the right one.
  private Problem challenged(Problem problem) {
    return problem instanceof Problem.Unauthenticated(String detail, Optional<String> own)
        ? new Problem.Unauthenticated(detail, own.or(() -> challenge))
        : problem;
  }

  private R run(Tx tx, Operation<R> parsed) {
    Work work = new Work(tx, caller, parsed.target(), access.orElseThrow(), now, seams);
    notes = work.notes();
    access.orElseThrow().spending().ifPresent(spending -> spending.accept(work));
    return parsed.run(work);
  }

  private R audited(Supplier<R> body) {
    try {
      return body.get();
    } catch (NotInMemory signal) {
      throw signal;
    } catch (Refused refused) {
      seams.audit().record(entry(new Outcome.Failure(refused.problem())));
      throw refused;
    } catch (RuntimeException | Error bug) {
      seams.audit().record(entry(new Outcome.Crash()));
      throw bug;
    }
  }

  private AuditEntry entry(Outcome outcome) {
    Duration took = Duration.between(now, seams.clock().instant());
    boolean known = authenticated || caller.who() instanceof Who.Job;
    return new AuditEntry(
        now,
        took,
        caller,
        Gate.operationBefore(operation, known),
        operation.map(Operation::target),
        access,
        outcome,
        notes);
  }
}
