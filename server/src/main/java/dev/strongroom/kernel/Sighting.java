package dev.strongroom.kernel;

import java.util.Locale;

/// One thing that was looked at to judge a question.
///
/// @param what its id or path, as clients know it
/// @param why in words, as `Key Vault Reader does not hold the action`
public record Sighting(Kind kind, String what, Bearing bearing, String why) {
  public enum Kind {
    TENANT,
    NETWORK_RULE,
    DENY_ASSIGNMENT,
    ROLE_ASSIGNMENT,
    ACCESS_POLICY,
    ELEVATION,
    LOCK,
    REVEAL_RULE,
    POLICY;

    /// `networkRule`
    public String wire() {
      return camel(name());
    }
  }

  public enum Bearing {
    /// It gives what is asked for.
    GRANTS,
    /// It forbids what is asked for, whatever else grants it.
    FORBIDS,
    /// It would give it once it is activated, and gives nothing now.
    COULD_GRANT,
    /// It neither gives nor forbids it.
    NOTHING;

    public String wire() {
      return camel(name());
    }
  }

  /// In one line, for records: the last word of `what` is enough to find it.
  public String brief() {
    String last = what.substring(what.lastIndexOf('/') + 1);
    return kind.wire() + (last.isEmpty() ? "" : " " + last) + " " + bearing.wire() + ": " + why;
  }

  private static String camel(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.toLowerCase(Locale.ROOT).split("_")) {
      boolean first = text.isEmpty();
      text.append(first ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return text.toString();
  }
}
