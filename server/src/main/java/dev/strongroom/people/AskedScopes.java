package dev.strongroom.people;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a client wants tokens for: `https://management.S//.default offline_access openid profile`,
/// or the `resource` of the v1.0 endpoint.
///
/// @param resource as it was written; exactly one slash before the permission is taken off
record AskedScopes(Optional<String> resource, Set<String> openId) {
  static final String OFFLINE = "offline_access";
  static final String OPENID = "openid";
  private static final Set<String> WORDS =
      Set.of(OPENID, "profile", "email", OFFLINE, "address", "phone");
  private static final int MAX_LENGTH = 2_048;

  static AskedScopes of(String scope) {
    if (scope.length() > MAX_LENGTH) {
      throw PeopleErrors.manyResources();
    }
    Set<String> words = new LinkedHashSet<>();
    Set<String> resources = new LinkedHashSet<>();
    for (String one : scope.trim().split("\\s+")) {
      if (WORDS.contains(one)) {
        words.add(one);
      } else if (!one.isEmpty()) {
        resources.add(resourceOf(one));
      }
    }
    if (resources.size() > 1) {
      throw PeopleErrors.manyResources();
    }
    return new AskedScopes(resources.stream().findFirst(), words);
  }

  /// The v1.0 endpoint gives everything without being asked.
  static AskedScopes ofResource(String resource) {
    return new AskedScopes(Optional.of(resource), Set.of(OPENID, OFFLINE, "profile"));
  }

  boolean wants(String word) {
    return openId.contains(word);
  }

  /// What it asks about the person, in its own words.
  String identity() {
    return String.join(" ", openId.stream().filter(word -> !word.equals(OFFLINE)).toList());
  }

  /// The text to remember it by.
  String text() {
    List<String> all = new ArrayList<>(openId);
    resource.ifPresent(one -> all.add(one + "/.default"));
    return String.join(" ", all);
  }

  private static String resourceOf(String scope) {
    int slash = scope.lastIndexOf('/');
    int host = scope.indexOf("://");
    return slash > host + 2 ? scope.substring(0, slash) : scope;
  }
}
