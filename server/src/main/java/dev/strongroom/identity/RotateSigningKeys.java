package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps the keys that sign tokens young: makes the first one at once, publishes each next one
/// before it signs, and removes an old one when its last token has expired. Harmless to repeat; the
/// timetable performs it every hour.
public record RotateSigningKeys(TokenKeyStore store, TokenSigner signer, Reason reason)
    implements Operation<TokenKeys> {
  public enum Reason {
    TIMETABLE,
    /// The keys may be known to somebody: a new one signs now, and every token there is dies.
    COMPROMISED
  }

  @Override
  public String name() {
    return "Rotate signing keys";
  }

  @Override
  public Action action() {
    return DirectoryActions.ROTATE_KEYS;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("signingKeys");
  }

  @Override
  public TokenKeys run(Work work) {
    List<TokenKey> present = store.keys(work.tx()).all();
    switch (reason) {
      case COMPROMISED -> {
        present.forEach(key -> remove(work, key));
        add(work, work.now());
      }
      case TIMETABLE -> {
        outlived(present, work.now()).forEach(key -> remove(work, key));
        nextSignsFrom(present, work.now()).ifPresent(from -> add(work, from));
      }
    }
    return store.keys(work.tx());
  }

  /// When a new key must begin to sign; empty when it is too early to make one.
  private static Optional<Instant> nextSignsFrom(List<TokenKey> present, Instant now) {
    if (present.isEmpty()) {
      return Optional.of(now);
    }
    Instant due = present.getLast().signsFrom().plus(TokenTimes.KEY_PERIOD);
    Instant earliest = now.plus(TokenTimes.KEY_AHEAD);
    if (due.isAfter(earliest)) {
      return Optional.empty();
    }
    return Optional.of(earliest);
  }

  /// The keys whose successor has signed for longer than a token lives.
  private static List<TokenKey> outlived(List<TokenKey> present, Instant now) {
    Instant before = now.minus(TokenTimes.LIFETIME).minus(TokenTimes.SKEW.multipliedBy(2));
    List<TokenKey> retired =
        present.stream().filter(key -> key.signsFrom().isBefore(before)).toList();
    return retired.isEmpty() ? List.of() : retired.subList(0, retired.size() - 1);
  }

  private void add(Work work, Instant signsFrom) {
    TokenKey key = signer.newKey(work, signsFrom);
    store.insert(work.tx(), work.approve(key));
    work.note("added", key.id());
  }

  private void remove(Work work, TokenKey key) {
    store.delete(work.tx(), work.approve(key));
    work.note("removed", key.id());
  }
}
