package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nobody uses an account for emergencies unnoticed.
class LoudLogTest {
  private static final PrincipalId GLASS = PrincipalId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final PrincipalId OTHER = PrincipalId.of("aaaaaaaa-0000-0000-0000-000000000002");
  private static final Logger LOGGER = Logger.getLogger(LoudLog.class.getName());

  private final List<AuditEntry> recorded = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final LoudLog log = new LoudLog(new Recorder(), Set.of(GLASS));
  private final Handler ear = new Ear();

  private final class Recorder implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {
      recorded.add(entry);
    }

    @Override
    public void record(AuditEntry entry) {
      recorded.add(entry);
    }
  }

  private final class Ear extends Handler {
    @Override
    public void publish(LogRecord line) {
      lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    LOGGER.setLevel(Level.ALL);
    LOGGER.addHandler(ear);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(ear);
  }

  @Test
  void eachUseIsALineAndAPropertyOfItsRecord() {
    log.record(entry(GLASS, new Outcome.Success(200)));
    assertThat(recorded.getFirst().notes()).isEqualTo(Map.of("key", "7", "breakGlass", "true"));
    assertThat(lines)
        .hasSize(1)
        .first()
        .asString()
        .startsWith("WARNING The break-glass account " + GLASS + " was used: SecretGet from")
        .contains("granted with 200", "request r-1");
  }

  @Test
  void aRefusalIsAsLoud() {
    log.record(entry(GLASS, new Outcome.Failure(new Problem.Malformed("no"))));
    assertThat(lines).first().asString().contains("refused");
    assertThat(recorded.getFirst().notes()).containsEntry(LoudLog.PROPERTY, "true");
  }

  /// Nobody has a token yet while they sign in; the record says whom they tried to be.
  @Test
  void anAttemptToSignInAsItIsLoud() {
    log.record(attempt(GLASS.toString()));
    assertThat(lines)
        .hasSize(1)
        .first()
        .asString()
        .contains(GLASS + " was used: CheckPassword", "refused");
    assertThat(recorded.getFirst().notes()).containsEntry(LoudLog.PROPERTY, "true");
    log.record(attempt(OTHER.toString()));
    log.record(attempt("no id"));
    assertThat(lines).hasSize(1);
  }

  private static AuditEntry attempt(String user) {
    return new AuditEntry(
        Instant.EPOCH,
        Duration.ZERO,
        Caller.nobody(Origin.internal("r-2")),
        "CheckPassword",
        Optional.empty(),
        Optional.empty(),
        new Outcome.Failure(new Problem.Malformed("no")),
        Map.of("userId", user));
  }

  @Test
  void nobodyElseIsLoud() {
    AuditEntry other = entry(OTHER, new Outcome.Success(200));
    log.record(other);
    assertThat(recorded).containsExactly(other);
    assertThat(lines).isEmpty();
  }

  private static AuditEntry entry(PrincipalId id, Outcome outcome) {
    Who who =
        new Who.Principal(
            TenantId.of("11111111-1111-1111-1111-111111111111"),
            id,
            Optional.empty(),
            "https://sts.windows.net/",
            Kind.USER);
    return new AuditEntry(
        Instant.EPOCH,
        Duration.ZERO,
        new Caller(who, Origin.internal("r-1")),
        "SecretGet",
        Optional.empty(),
        Optional.empty(),
        outcome,
        Map.of("key", "7"));
  }
}
