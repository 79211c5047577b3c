package dev.strongroom.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What an expression is worth. A text that came from a secure parameter stays marked through every
/// function, so that no answer shows it; no text is ever printed by `toString`.
public sealed interface Value {
  record Null() implements Value {}

  record Bool(boolean flag) implements Value {}

  record Num(BigDecimal number) implements Value {}

  record Text(String text, boolean secret) implements Value {
    @Override
    public String toString() {
      return "Text[" + text.length() + " characters]";
    }
  }

  record Arr(List<Value> items) implements Value {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /// Members keep the order in which they were written.
  record Obj(Map<String, Value> members) implements Value {}

  Value NULL = new Null();
  Obj EMPTY = new Obj(Map.of());

  static Text text(String text) {
    return new Text(text, false);
  }

  static Num number(long number) {
    return new Num(BigDecimal.valueOf(number));
  }

  static Bool flag(boolean flag) {
    return new Bool(flag);
  }

  /// The member of that name; templates compare names without regard to case. Empty when there is
  /// none or it is null.
  default Optional<Value> member(String name) {
    return find(name).filter(value -> !(value instanceof Null));
  }

  /// The same, where null is a value.
  default Optional<Value> find(String name) {
    if (!(this instanceof Obj(var members))) {
      return Optional.empty();
    }
    Value exact = members.get(name);
    return exact != null
        ? Optional.of(exact)
        : members.entrySet().stream()
            .filter(one -> one.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  default Optional<String> text(String member, boolean filled) {
    return member(member)
        .flatMap(value ->
            value instanceof Text(String text, _) && !(filled && text.isEmpty())
                ? Optional.of(text)
                : Optional.empty());
  }

  default List<Value> items(String name) {
    return member(name)
        .map(value -> value instanceof Arr(var items) ? items : List.<Value>of())
        .orElse(List.of());
  }

  /// `Object`, as messages name types.
  default String type() {
    return switch (this) {
      case Null _ -> "Null";
      case Bool _ -> "Boolean";
      case Num _ -> "Integer";
      case Text _ -> "String";
      case Arr _ -> "Array";
      case Obj _ -> "Object";
    };
  }

  default boolean holdsSecret() {
    return switch (this) {
      case Null _, Bool _, Num _ -> false;
      case Text(_, boolean secret) -> secret;
      case Arr(var items) -> items.stream().anyMatch(Value::holdsSecret);
      case Obj(var members) -> members.values().stream().anyMatch(Value::holdsSecret);
    };
  }

  /// The same with every text marked.
  default Value hidden() {
    return switch (this) {
      case Null _, Bool _, Num _ -> this;
      case Text(String text, _) -> new Text(text, true);
      case Arr(var items) -> new Arr(items.stream().map(Value::hidden).toList());
      case Obj(var members) -> {
        Map<String, Value> marked = new LinkedHashMap<>();
        members.forEach((name, value) -> marked.put(name, value.hidden()));
        yield new Obj(marked);
      }
    };
  }

  /// The same with `instead` in place of marked texts.
  default Value masked(Value instead) {
    return switch (this) {
      case Null _, Bool _, Num _ -> this;
      case Text(_, boolean secret) -> secret ? instead : this;
      case Arr(var items) -> {
        List<Value> shown = new ArrayList<>();
        items.forEach(item -> shown.add(item.masked(instead)));
        yield new Arr(shown);
      }
      case Obj(var members) -> {
        Map<String, Value> shown = new LinkedHashMap<>();
        members.forEach((name, value) -> shown.put(name, value.masked(instead)));
        yield new Obj(shown);
      }
    };
  }

  /// Equality of the language: types and contents, texts with regard to case, marks without.
  default boolean sameAs(Value other) {
    return switch (this) {
      case Null _ -> other instanceof Null;
      case Bool(boolean flag) -> other instanceof Bool(boolean that) && flag == that;
      case Num(var number) -> other instanceof Num(var that) && number.compareTo(that) == 0;
      case Text(String text, _) -> other instanceof Text(String that, _) && text.equals(that);
      case Arr(var items) -> other instanceof Arr(var those) && sameItems(items, those);
      case Obj(var members) -> other instanceof Obj(var those) && sameMembers(members, those);
    };
  }

  private static boolean sameItems(List<Value> items, List<Value> those) {
    boolean same = items.size() == those.size();
    for (int i = 0; same && i < items.size(); i += 1) {
      same = items.get(i).sameAs(those.get(i));
    }
    return same;
  }

  private static boolean sameMembers(Map<String, Value> members, Map<String, Value> those) {
    return members.size() == those.size()
        && members.entrySet().stream()
            .allMatch(one ->
                Optional.ofNullable(those.get(one.getKey()))
                    .filter(one.getValue()::sameAs)
                    .isPresent());
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
