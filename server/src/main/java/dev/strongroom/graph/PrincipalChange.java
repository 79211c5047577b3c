package dev.strongroom.graph;

import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.UpdatePrincipal.Change;
import java.util.Set;
import java.util.regex.Pattern;

/// What a PATCH wants a user or a group to be called, and whether a user may sign in.
final class PrincipalChange {
  private static final String DISPLAY_NAME = "displayName";
  private static final String USER_PRINCIPAL_NAME = "userPrincipalName";
  private static final String ENABLED = "accountEnabled";
  private static final Set<String> OF_USERS = Set.of(DISPLAY_NAME, USER_PRINCIPAL_NAME, ENABLED);
  private static final Set<String> OF_GROUPS = Set.of(DISPLAY_NAME);
  private static final Pattern USER_NAME = Pattern.compile("[^@\\s/']{1,64}@[^@\\s/']{1,48}");

  private PrincipalChange() {}

  /// Refuses whatever else is asked for: it would be ignored to somebody's surprise.
  static Change read(JsonValue body, boolean user) {
    Set<String> known = user ? OF_USERS : OF_GROUPS;
    if (!(body instanceof Obj(var members))
        || members.isEmpty()
        || !known.containsAll(members.keySet())) {
      throw DirectoryActions.invalid(
          "These properties can be changed, at least one of them: "
              + String.join(", ", known.stream().sorted().toList())
              + ".");
    }
    return new Change(
        body.member(DISPLAY_NAME).map(_ -> GraphCall.required(body, DISPLAY_NAME)),
        body.member(USER_PRINCIPAL_NAME).map(_ -> userName(body)),
        body.member(ENABLED)
            .map(_ ->
                body.flag(ENABLED)
                    .orElseThrow(() ->
                        DirectoryActions.invalid(
                            "The property 'accountEnabled' must be true or false."))));
  }

  static String userName(JsonValue body) {
    String name = GraphCall.required(body, USER_PRINCIPAL_NAME);
    if (!USER_NAME.matcher(name).matches()) {
      throw DirectoryActions.invalid(
          "The property 'userPrincipalName' must have the form name@domain.");
    }
    return name;
  }
}
