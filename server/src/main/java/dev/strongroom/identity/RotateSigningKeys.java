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
    List<TokenKey> timely = present.stream().filter(key -> !misdated(key, now)).toList();
    if (timely.isEmpty()) {
      return Optional.of(now);
    }
    Instant due = timely.getLast().signsFrom().plus(TokenTimes.KEY_PERIOD);
    Instant earliest = now.plus(TokenTimes.KEY_AHEAD);
    if (due.isAfter(earliest)) {
      return Optional.empty();
    }
    return Optional.of(earliest);
  }

  /// The keys whose successor has signed for longer than a token lives; then also those of a clock
  /// that was ahead, which would hold up their successors.
  private static List<TokenKey> outlived(List<TokenKey> present, Instant now) {
    Instant before = now.minus(TokenTimes.LIFETIME).minus(TokenTimes.SKEW.multipliedBy(2));
    List<TokenKey> settled =
        present.stream().filter(key -> key.signsFrom().isBefore(before)).toList();
    if (settled.isEmpty()) {
      return List.of();
    }
    return present.stream()
        .filter(key -> misdated(key, now) || key.signsFrom().isBefore(before))
        .filter(key -> !key.equals(settled.getLast()))
        .toList();
  }

  /// Whether no clock that is right has made this key.
  private static boolean misdated(TokenKey key, Instant now) {
    Instant latest = now.plus(TokenTimes.KEY_AHEAD).plus(TokenTimes.SKEW.multipliedBy(2));
    return key.signsFrom().isAfter(latest);
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
