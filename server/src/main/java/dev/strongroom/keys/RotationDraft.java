package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import java.util.Locale;
import java.util.Optional;

/// A rotation policy while a request is read. At most one action rotates and at most one notifies;
/// Azure adds the usual notice when there is none.
public final class RotationDraft {
  public static final String AFTER = "timeAfterCreate";
  public static final String BEFORE = "timeBeforeExpiry";
  private Optional<Span> after = Optional.empty();
  private Optional<Span> before = Optional.empty();
  private Optional<Span> notice = Optional.empty();
  private Optional<Span> expiry = Optional.empty();
  private boolean rotates;

  public void expiry(Optional<String> text) {
    expiry = text.map(given -> span("expiryTime", given));
  }

  /// One action and what triggers it.
  public void action(Optional<String> type, Optional<String> afterCreate, Optional<String> soon) {
    String word = type.orElseThrow(() -> refused("Each lifetime action needs an action type."));
    switch (word.toLowerCase(Locale.ROOT)) {
      case "rotate" -> rotate(afterCreate, soon);
      case "notify" -> notify(soon);
      default -> throw refused("A lifetime action is Rotate or Notify, not " + word + ".");
    }
  }

  public RotationPolicy policy() {
    return new RotationPolicy(
            expiry,
            after,
            before,
            notice.orElse(RotationPolicy.USUAL_NOTICE),
            RotationPolicy.Stamps.NONE)
        .checked();
  }

  private void rotate(Optional<String> afterCreate, Optional<String> soon) {
    if (rotates) {
      throw refused("A policy has one action that rotates.");
    }
    rotates = true;
    after = afterCreate.map(text -> span(AFTER, text));
    before = soon.map(text -> span(BEFORE, text));
    if (after.isEmpty() && before.isEmpty()) {
      throw refused("A rotation needs a trigger: " + AFTER + " or " + BEFORE + ".");
    }
  }

  private void notify(Optional<String> soon) {
    if (notice.isPresent()) {
      throw refused("A policy has one action that notifies.");
    }
    notice =
        Optional.of(
            soon.map(text -> span(BEFORE, text))
                .orElseThrow(() -> refused("A notice needs the trigger " + BEFORE + ".")));
  }

  private static Span span(String member, String text) {
    return Span.parse(text)
        .orElseThrow(
            () -> refused("The " + member + " must be a span of time of ISO 8601, as P90D."));
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
