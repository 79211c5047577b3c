package dev.strongroom.template;

import java.util.List;

/// The paths of resources in ARM.
final class Paths {
  private static final String GROUPS = "microsoft.resources/resourcegroups";

  private Paths() {}

  /// `{scope}/providers/A.B/c/{first}/d/{second}`; the type has one word more than there are names.
  static String below(String scope, String type, List<String> names) {
    if (Value.lower(type).equals(GROUPS)) {
      return scope + "/resourceGroups/" + names.getFirst();
    }
    String[] words = type.split("/", -1);
    StringBuilder path = new StringBuilder(scope.equals("/") ? "" : scope);
    path.append("/providers/").append(words[0]);
    for (int at = 1; at < words.length; at += 1) {
      path.append('/').append(words[at]).append('/').append(names.get(at - 1));
    }
    return path.toString();
  }

  /// The subscription that a scope lies in.
  static String subscription(String scope) {
    String[] words = scope.split("/", -1);
    return words.length > 2 ? "/subscriptions/" + words[2] : scope;
  }

  /// `Microsoft.KeyVault/vaults/v` of the whole path.
  static String relative(String path) {
    int at = Value.lower(path).lastIndexOf("/providers/");
    return at < 0 ? path : path.substring(at + "/providers/".length());
  }
}
