package dev.strongroom.kernel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What an operation may use while it runs. Only [Gate] can make one.
public final class Work {
  private final Tx tx;
  private final Caller caller;
  private final Target target;
  private final Access access;
  private final Instant now;
  private final RandomGenerator random;
  private final Ports.PolicyCheck policy;
  private final Map<String, String> notes = new LinkedHashMap<>();

  Work(Tx tx, Caller caller, Target target, Access access, Instant now, Gate.Seams seams) {
    this.tx = tx;
    this.caller = caller;
    this.target = target;
    this.access = access;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.random = seams.random();
    this.policy = seams.policy();
  }

  public Tx tx() {
    return tx;
  }

  public Caller caller() {
    return caller;
  }

  public Access access() {
    return access;
  }

  /// To the millisecond, which is what the store keeps: a write answers with the times that are
  /// read after it.
  public Instant now() {
    return now;
  }

  public RandomGenerator random() {
    return random;
  }

  /// Adds a property to the audit record. Never pass the value of a secret.
  public void note(String property, String value) {
    notes.put(property, value);
  }

  /// Shows `proposed` to policy; throws the objection, if there is one.
  public <T extends Governed> Approved<T> approve(T proposed) {
    policy
        .objection(tx, target, proposed)
        .ifPresent(problem -> {
          throw problem.asException();
        });
    return new Approved<>(proposed);
  }

  Map<String, String> notes() {
    return Collections.unmodifiableMap(notes);
  }
}
