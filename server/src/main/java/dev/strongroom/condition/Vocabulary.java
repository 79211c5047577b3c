package dev.strongroom.condition;

import java.util.Optional;

/// Which attributes a condition may use.
public interface Vocabulary {
  /// Whether the attribute can be used at all; another is refused where it stands.
  boolean knows(Attribute attribute);

  /// The type of its values; empty leaves it to the operator.
  Optional<Type> typeOf(Attribute attribute);

  /// Takes every attribute: for conditions that somebody else has checked.
  Vocabulary OPEN =
      new Vocabulary() {
        @Override
        public boolean knows(Attribute attribute) {
          return true;
        }

        @Override
        public Optional<Type> typeOf(Attribute attribute) {
          return Optional.empty();
        }
      };
}
