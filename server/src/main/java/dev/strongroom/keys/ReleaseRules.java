package dev.strongroom.keys;

import java.util.List;
import java.util.Map;

/// What a release policy asks: one of several authorities, each with conditions on what it says.
public record ReleaseRules(List<Rule> anyOf) {
  public ReleaseRules {
    anyOf = List.copyOf(anyOf);
  }

  public record Rule(String authority, Condition condition) {}

  public sealed interface Condition {
    boolean holds(Map<String, String> claims);

    /// @param value as JSON writes it
    record Claim(String path, String value) implements Condition {
      @Override
      public boolean holds(Map<String, String> claims) {
        return value.equals(claims.get(path));
      }
    }

    record All(List<Condition> conditions) implements Condition {
      @Override
      public boolean holds(Map<String, String> claims) {
        return conditions.stream().allMatch(one -> one.holds(claims));
      }
    }

    record Any(List<Condition> conditions) implements Condition {
      @Override
      public boolean holds(Map<String, String> claims) {
        return conditions.stream().anyMatch(one -> one.holds(claims));
      }
    }
  }
}
