package dev.strongroom.arm;

import dev.strongroom.http.JsonValue;
import dev.strongroom.objects.Attributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// Reads `attributes` of secrets and keys that are resources.
final class AttributeFields {
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  private AttributeFields() {}

  static Attributes.Change change(ArmFields properties) {
    return properties
        .object("attributes")
        .map(given ->
            new Attributes.Change(given.flag("enabled"), time(given, "nbf"), time(given, "exp")))
        .orElse(Attributes.Change.NONE);
  }

  private static Optional<Instant> time(ArmFields attributes, String name) {
    return attributes
        .object()
        .member(name)
        .map(value -> {
          if (value instanceof JsonValue.Num(var number)
              && number.signum() >= 0
              && number.compareTo(LAST_SECOND) <= 0) {
            return Instant.ofEpochSecond(number.longValue());
          }
          throw attributes.invalid(name, "whole seconds since 1970");
        });
  }
}
