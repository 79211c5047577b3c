package dev.strongroom.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One request and how it ended; what the audit log turns into an AuditEvent record (azure-facts
/// 4.1).
///
/// @param operation Azure's operation name; `Authentication` when no valid token was shown
/// @param target empty when the request was refused before it was understood
/// @param notes extra properties that the operation gave with [Work#note]; never values of secrets
public record AuditEntry(
    Instant at,
    Duration took,
    Caller caller,
    String operation,
    Optional<Target> target,
    Optional<Access> access,
    Outcome outcome,
    Map<String, String> notes) {
  public sealed interface Outcome {
    record Success(int status) implements Outcome {}

    record Failure(Problem problem) implements Outcome {}

    /// Our bug; the request id leads to the server's log.
    record Crash() implements Outcome {}
  }
}
