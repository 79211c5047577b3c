package dev.strongroom.access;

import java.util.Optional;

/// What roles say of a question: a grant counts where no denial stands.
record Judgement(Optional<Held> grant, Optional<Denial> denial) {
  boolean allows() {
    return grant.isPresent() && denial.isEmpty();
  }

  /// The denial that keeps a caller from what it would otherwise be granted; who is granted nothing
  /// is not told of denials.
  Optional<Denial> inTheWay() {
    return grant.isPresent() ? denial : Optional.empty();
  }
}
