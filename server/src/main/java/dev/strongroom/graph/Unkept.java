package dev.strongroom.graph;

import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Arr;
import dev.strongroom.http.JsonValue.Bool;
import dev.strongroom.http.JsonValue.Null;
import dev.strongroom.http.JsonValue.Num;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.EntraErrors;
import java.util.Set;

/// Refuses what would be dropped to somebody's surprise. What says nothing (null, false, an empty
/// text, list or object, at any depth) may come: clients send whole objects with their defaults.
final class Unkept {
  private Unkept() {}

  /// @param kept the members that count
  /// @param path what stands before a member's name in the refusal
  static void refuse(JsonValue object, Set<String> kept, String path) {
    if (!(object instanceof Obj(var members))) {
      throw DirectoryActions.invalid(
          "The property '" + path.replaceFirst("\\.$", "") + "' must be an object.");
    }
    members.forEach((name, value) -> {
      if (!kept.contains(name) && !saysNothing(value)) {
        throw DirectoryActions.invalid(
            "The property '"
                + EntraErrors.shown(path + name)
                + "' is not offered, and would be lost.");
      }
    });
  }

  private static boolean saysNothing(JsonValue value) {
    return switch (value) {
      case Null _ -> true;
      case Bool(boolean flag) -> !flag;
      case Str(String text) -> text.isEmpty();
      case Arr(var items) -> items.isEmpty();
      case Obj(var members) -> members.values().stream().allMatch(Unkept::saysNothing);
      case Num _ -> false;
    };
  }
}
