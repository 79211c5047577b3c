package dev.strongroom.people;

import dev.strongroom.model.PrincipalId;
import java.util.Optional;

/// Who stands before a sign-in page, as far as that can be known.
///
/// @param device a browser that this user signed in with before, by a cookie we sealed
public record Visitor(String address, String agent, Optional<KnownDevice> device) {
  private static final int MAX_AGENT = 200;

  /// @param id random, the browser's own
  public record KnownDevice(PrincipalId user, String id) {}

  /// A browser's name for itself, fit to be shown and kept.
  String shownAgent() {
    String clean = agent.replaceAll("\\p{C}", "?");
    return clean.length() <= MAX_AGENT ? clean : clean.substring(0, MAX_AGENT);
  }

  boolean knownTo(PrincipalId user) {
    return device.filter(known -> known.user().equals(user)).isPresent();
  }
}
