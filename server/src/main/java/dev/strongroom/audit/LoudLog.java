package dev.strongroom.audit;

import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.AuditEntry.Outcome;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A log that is loud about accounts for emergencies: each of their requests, granted or refused,
/// is a line at level `WARNING` in the server's own log, and its record has `breakGlass`. Nobody
/// uses such an account unnoticed.
public final class LoudLog implements Ports.AuditLog {
  public static final String PROPERTY = "breakGlass";
  private static final String USER = "userId";
  private static final System.Logger LOG = System.getLogger(LoudLog.class.getName());

  private final Ports.AuditLog log;
  private final Set<PrincipalId> accounts;

  public LoudLog(Ports.AuditLog log, Set<PrincipalId> accounts) {
    this.log = log;
    this.accounts = Set.copyOf(accounts);
  }

  public boolean isLoud(Who.Principal who) {
    return accounts.contains(who.id());
  }

  @Override
  public void record(Tx tx, AuditEntry entry) {
    log.record(tx, heard(entry));
  }

  @Override
  public void record(AuditEntry entry) {
    log.record(heard(entry));
  }

  /// Whoever comes with its token, tries to sign in as it, or changes how it signs in.
  private Optional<PrincipalId> accountOf(AuditEntry entry) {
    Optional<PrincipalId> caller =
        entry.caller().who() instanceof Who.Principal who
            ? Optional.of(who.id())
            : Optional.empty();
    return caller
        .filter(accounts::contains)
        .or(() ->
            Optional.ofNullable(entry.notes().get(USER))
                .flatMap(PrincipalId::parse)
                .filter(accounts::contains));
  }

  private AuditEntry heard(AuditEntry entry) {
    Optional<PrincipalId> account = accountOf(entry);
    if (account.isEmpty()) {
      return entry;
    }
    LOG.log(
        Level.WARNING,
        "The break-glass account {0} was used: {1} from {2}, {3}, request {4}. If nobody has broken"
            + " the glass, disable it now.",
        account.get(),
        entry.operation(),
        entry.caller().origin().address(),
        ending(entry.outcome()),
        entry.caller().origin().requestId());
    Map<String, String> notes = new LinkedHashMap<>(entry.notes());
    notes.put(PROPERTY, "true");
    return new AuditEntry(
        entry.at(),
        entry.took(),
        entry.caller(),
        entry.operation(),
        entry.target(),
        entry.access(),
        entry.outcome(),
        notes);
  }

  private static String ending(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Success(int status) -> "granted with " + status;
      case Outcome.Failure _ -> "refused";
      case Outcome.Crash() -> "failed";
    };
  }
}
