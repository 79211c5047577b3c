package dev.strongroom.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Functions on arrays and objects, and those that texts share with them.
final class CollectionFunctions {
  private static final int MANY = Integer.MAX_VALUE;
  private static final int MAX_RANGE = 10_000;

  private CollectionFunctions() {}

  static void addTo(Map<String, Function<Arguments, Value>> table) {
    table.put("array", with -> array(with.count(1).get(0)));
    table.put("concat", CollectionFunctions::concat);
    table.put("contains", CollectionFunctions::contains);
    table.put("createarray", with -> new Value.Arr(with.values()));
    table.put("createobject", CollectionFunctions::createObject);
    table.put("empty", with -> Value.flag(length(with.count(1)) == 0));
    table.put("length", with -> Value.number(length(with.count(1))));
    table.put("first", with -> end(with, true));
    table.put("last", with -> end(with, false));
    table.put("skip", with -> part(with, true));
    table.put("take", with -> part(with, false));
    table.put("indexof", with -> Value.number(index(with, true)));
    table.put("lastindexof", with -> Value.number(index(with, false)));
    table.put("intersection", CollectionFunctions::intersection);
    table.put("union", CollectionFunctions::union);
    table.put("items", CollectionFunctions::entries);
    table.put("objectkeys", with -> keys(with.count(1)));
    table.put("join", CollectionFunctions::join);
    table.put("flatten", CollectionFunctions::flatten);
    table.put("range", CollectionFunctions::range);
    table.put("shallowmerge", CollectionFunctions::shallowMerge);
    table.put("tryget", CollectionFunctions::tryGet);
  }

  private static Value array(Value value) {
    return value instanceof Value.Arr ? value : new Value.Arr(List.of(value));
  }

  /// Arrays to one array; anything else to one text.
  private static Value concat(Arguments with) {
    if (with.count(1, MANY).get(0) instanceof Value.Arr) {
      List<Value> joined = new ArrayList<>();
      IntStream.range(0, with.size()).forEach(at -> joined.addAll(with.items(at)));
      return new Value.Arr(joined);
    }
    Growing text = new Growing();
    with.values().forEach(value -> text.add(TextFunctions.string(value)));
    return text.value();
  }

  private static Value contains(Arguments with) {
    return Value.flag(
        switch (with.count(2).get(0)) {
          case Value.Text(String text, _) -> {
            String part = TextFunctions.string(with.get(1));
            yield with.searched(text, part).contains(part);
          }
          case Value.Arr(var items) -> items.stream().anyMatch(with.get(1)::sameAs);
          case Value.Obj object -> object.find(with.text(1)).isPresent();
          case Value.Null _, Value.Bool _, Value.Num _ ->
              throw with.wrong(0, "a string, array or object");
        });
  }

  private static Value createObject(Arguments with) {
    if (with.size() % 2 != 0) {
      throw with.refused("it takes pairs of a name and a value");
    }
    Map<String, Value> members = new LinkedHashMap<>();
    for (int at = 0; at < with.size(); at += 2) {
      members.put(with.text(at), with.get(at + 1));
    }
    return new Value.Obj(members);
  }

  private static int length(Arguments with) {
    return switch (with.get(0)) {
      case Value.Text(String text, _) -> text.length();
      case Value.Arr(var items) -> items.size();
      case Value.Obj(var members) -> members.size();
      case Value.Null _ -> 0;
      case Value.Bool _, Value.Num _ -> throw with.wrong(0, "a string, array or object");
    };
  }

  private static Value end(Arguments with, boolean first) {
    if (with.count(1).get(0) instanceof Value.Text(String text, _)) {
      int at = first ? 0 : text.length() - 1;
      return Value.text(text.isEmpty() ? "" : text.substring(at, at + 1));
    }
    List<Value> items = with.items(0);
    return at(items, first ? 0 : items.size() - 1);
  }

  private static Value part(Arguments with, boolean behind) {
    int count = Math.max(0, with.count(2).whole(1));
    if (with.get(0) instanceof Value.Text(String text, _)) {
      int cut = Math.min(count, text.length());
      return Value.text(behind ? text.substring(cut) : text.substring(0, cut));
    }
    List<Value> items = with.items(0);
    int cut = Math.min(count, items.size());
    return new Value.Arr(behind ? items.subList(cut, items.size()) : items.subList(0, cut));
  }

  private static int index(Arguments with, boolean first) {
    if (with.count(2).get(0) instanceof Value.Arr(var items)) {
      IntStream found =
          IntStream.range(0, items.size()).filter(at -> items.get(at).sameAs(with.get(1)));
      return (first ? found.findFirst() : found.max()).orElse(-1);
    }
    String part = Value.lower(with.text(1));
    String text = with.searched(Value.lower(with.text(0)), part);
    return first ? text.indexOf(part) : text.lastIndexOf(part);
  }

  private static Value intersection(Arguments with) {
    Value common = with.count(1, MANY).get(0);
    for (int at = 1; at < with.size(); at += 1) {
      common =
          common instanceof Value.Arr
              ? commonItems(common, with, at)
              : commonMembers(common, with, at);
    }
    return common;
  }

  private static Value commonItems(Value common, Arguments with, int at) {
    Set<Object> others = with.items(at).stream().map(Alike::key).collect(Collectors.toSet());
    return common instanceof Value.Arr(var items)
        ? new Value.Arr(items.stream().filter(item -> others.contains(Alike.key(item))).toList())
        : common;
  }

  private static Value commonMembers(Value common, Arguments with, int at) {
    Map<String, Value> others = with.members(at);
    Map<String, Value> kept = new LinkedHashMap<>();
    if (common instanceof Value.Obj(var members)) {
      members.forEach((name, value) -> {
        if (others.containsKey(name) && value.sameAs(others.getOrDefault(name, Value.NULL))) {
          kept.put(name, value);
        }
      });
    }
    return new Value.Obj(kept);
  }

  /// Of arrays each item once; of objects the members of all, the later ones winning, deeply.
  private static Value union(Arguments with) {
    Value all = with.count(1, MANY).get(0);
    if (all instanceof Value.Arr) {
      Map<Object, Value> items = new LinkedHashMap<>();
      for (int at = 0; at < with.size(); at += 1) {
        with.items(at).forEach(item -> items.putIfAbsent(Alike.key(item), item));
      }
      return new Value.Arr(List.copyOf(items.values()));
    }
    Map<String, Value> merged = new LinkedHashMap<>();
    for (int at = 0; at < with.size(); at += 1) {
      merge(merged, with.members(at));
    }
    return new Value.Obj(merged);
  }

  private static void merge(Map<String, Value> into, Map<String, Value> from) {
    from.forEach((name, value) -> {
      Value old = into.getOrDefault(name, Value.NULL);
      if (old instanceof Value.Obj(var before) && value instanceof Value.Obj(var after)) {
        Map<String, Value> both = new LinkedHashMap<>(before);
        merge(both, after);
        into.put(name, new Value.Obj(both));
      } else {
        into.put(name, value);
      }
    });
  }

  private static Value entries(Arguments with) {
    return new Value.Arr(
        with.count(1).members(0).entrySet().stream()
            .sorted(Map.Entry.comparingByKey(String.CASE_INSENSITIVE_ORDER))
            .<Value>map(one -> {
              Map<String, Value> entry = new LinkedHashMap<>();
              entry.put("key", Value.text(one.getKey()));
              entry.put("value", one.getValue());
              return new Value.Obj(entry);
            })
            .toList());
  }

  private static Value keys(Arguments with) {
    return new Value.Arr(
        with.members(0).keySet().stream()
            .sorted(Comparator.comparing(Value::lower))
            .<Value>map(Value::text)
            .toList());
  }

  private static Value join(Arguments with) {
    Growing text = new Growing();
    String between = "";
    for (Value item : with.count(2).items(0)) {
      text.add(between).add(TextFunctions.string(item));
      between = with.text(1);
    }
    return text.value();
  }

  private static Value flatten(Arguments with) {
    List<Value> flat = new ArrayList<>();
    for (Value item : with.count(1).items(0)) {
      flat.addAll(item instanceof Value.Arr(var inner) ? inner : List.of(item));
    }
    return new Value.Arr(flat);
  }

  private static Value range(Arguments with) {
    BigDecimal start = with.count(2).number(0);
    int count = with.whole(1);
    if (count < 0 || count > MAX_RANGE) {
      throw with.refused("a range has 0 to " + MAX_RANGE + " numbers");
    }
    return new Value.Arr(
        IntStream.range(0, count)
            .<Value>mapToObj(at -> new Value.Num(start.add(BigDecimal.valueOf(at))))
            .toList());
  }

  private static Value shallowMerge(Arguments with) {
    Map<String, Value> merged = new LinkedHashMap<>();
    for (Value item : with.count(1).items(0)) {
      if (item instanceof Value.Obj(var members)) {
        merged.putAll(members);
      }
    }
    return new Value.Obj(merged);
  }

  /// The value at a path, or null where the path ends.
  private static Value tryGet(Arguments with) {
    Value found = with.count(2, MANY).get(0);
    for (int at = 1; at < with.size(); at += 1) {
      found =
          with.get(at) instanceof Value.Num
              ? found instanceof Value.Arr(var items) ? at(items, with.whole(at)) : Value.NULL
              : found.find(with.text(at)).orElse(Value.NULL);
    }
    return found;
  }

  private static Value at(List<Value> items, int at) {
    return at >= 0 && at < items.size() ? items.get(at) : Value.NULL;
  }
}
