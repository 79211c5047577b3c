package dev.strongroom.arm;

import dev.strongroom.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a template would change in a resource. Only what the template says is compared; what it
/// leaves out stays. Tags are compared as a whole, because they are replaced as a whole.
final class Difference {
  private static final String TAGS = "tags";

  private Difference() {}

  /// `[{path, propertyChangeType, before, after, children}]`; empty when nothing would change.
  static List<Value> between(Value before, Value wanted) {
    List<Value> changes = new ArrayList<>();
    compare("", before, wanted, changes);
    if (wanted.member(TAGS).isPresent() && before.member(TAGS).isPresent()) {
      removed(before.member(TAGS).get(), wanted.member(TAGS).get(), changes);
    }
    return changes;
  }

  /// `before` with everything that the template says.
  static Value merged(Value before, Value wanted) {
    if (!(before instanceof Value.Obj(var old)) || !(wanted instanceof Value.Obj(var members))) {
      return wanted;
    }
    Map<String, Value> merged = new LinkedHashMap<>(old);
    members.forEach((name, value) ->
        merged.put(
            name,
            name.equals(TAGS) ? value : merged(merged.getOrDefault(name, Value.NULL), value)));
    return new Value.Obj(merged);
  }

  private static void compare(String path, Value before, Value wanted, List<Value> changes) {
    if (wanted instanceof Value.Obj(var members) && before instanceof Value.Obj) {
      members.forEach((name, value) -> {
        String inner = path.isEmpty() ? name : path + "." + name;
        compare(inner, before.find(name).orElse(Value.NULL), value, changes);
      });
    } else if (!same(before, wanted)) {
      boolean absent = before instanceof Value.Null;
      changes.add(change(path, absent ? "Create" : "Modify", before, wanted));
    }
  }

  private static void removed(Value before, Value wanted, List<Value> changes) {
    if (before instanceof Value.Obj(var old)) {
      old.forEach((name, value) -> {
        if (wanted.find(name).isEmpty()) {
          changes.add(change(TAGS + "." + name, "Delete", value, Value.NULL));
        }
      });
    }
  }

  /// Paths and places have no case; an empty list or object is no change against nothing.
  private static boolean same(Value before, Value wanted) {
    return switch (wanted) {
      case Value.Text(String text, _) ->
          before instanceof Value.Text(String old, _) && plain(old).equals(plain(text));
      case Value.Arr(var items) ->
          before instanceof Value.Arr(var old) ? sameItems(old, items) : items.isEmpty();
      case Value.Obj(var members) -> members.isEmpty() && before instanceof Value.Null;
      case Value.Null _, Value.Bool _, Value.Num _ -> before.sameAs(wanted);
    };
  }

  private static boolean sameItems(List<Value> before, List<Value> wanted) {
    boolean same = before.size() == wanted.size();
    for (int i = 0; same && i < wanted.size(); i += 1) {
      List<Value> inner = new ArrayList<>();
      compare("", before.get(i), wanted.get(i), inner);
      same = inner.isEmpty();
    }
    return same;
  }

  private static String plain(String text) {
    return text.startsWith("/") ? text.toLowerCase(Locale.ROOT) : text;
  }

  private static Value change(String path, String kind, Value before, Value after) {
    Map<String, Value> change = new LinkedHashMap<>();
    change.put("path", Value.text(path));
    change.put("propertyChangeType", Value.text(kind));
    change.put("before", before);
    change.put("after", after);
    change.put("children", Value.NULL);
    return new Value.Obj(change);
  }
}
