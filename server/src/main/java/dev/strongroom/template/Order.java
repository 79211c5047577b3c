package dev.strongroom.template;

import dev.strongroom.kernel.Refused;
import dev.strongroom.template.Expression.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The order in which resources are made: after those they depend on, by `dependsOn`, by
/// `reference`, or because they lie inside them (which Azure wants said; here it goes without).
final class Order {
  private final Evaluator evaluator;
  private final List<Planned> resources;
  private final Lookup lookup;
  private final Map<Planned, Set<Planned>> after = new IdentityHashMap<>();
  private final Set<Planned> open = identities();
  private final Set<Planned> seen = identities();
  private final List<Planned> done = new ArrayList<>();

  Order(Evaluator evaluator, List<Planned> resources) {
    this.evaluator = evaluator;
    this.resources = resources;
    this.lookup = new Lookup(resources);
    for (Planned one : resources) {
      Set<Planned> before = identities();
      dependsOn(one, before);
      references(one, before);
      before.addAll(lookup.above(one));
      before.remove(one);
      after.put(one, before);
    }
    resources.forEach(this::visit);
  }

  List<Planned> sorted() {
    return List.copyOf(done);
  }

  Set<Planned> before(Planned one) {
    return after.getOrDefault(one, Set.of());
  }

  private void visit(Planned one) {
    if (seen.contains(one)) {
      return;
    }
    if (!open.add(one)) {
      throw Flaw.invalid(
          "Circular dependency detected on resource: '"
              + one.path()
              + "'. Please see https://aka.ms/arm-syntax-resources for usage details");
    }
    Set<Planned> before = before(one);
    for (Planned other : resources) {
      if (before.contains(other)) {
        visit(other);
      }
    }
    seen.add(one);
    done.add(one);
  }

  private static Set<Planned> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private void dependsOn(Planned one, Set<Planned> before) {
    for (Value entry : one.source().items("dependsOn")) {
      String text = TextFunctions.string(evaluator.value(entry, one.frame()));
      List<Planned> meant = lookup.of(text);
      if (meant.isEmpty()) {
        throw Flaw.invalid(
            "The resource '"
                + text
                + "' is not defined in the template. Please see https://aka.ms/arm-syntax for"
                + " usage details");
      }
      before.addAll(meant);
    }
  }

  private void references(Planned one, Set<Planned> before) {
    List<Value> parts = new ArrayList<>();
    one.member("properties")
        .map(all -> one.nested() && one.inner() ? outside(all) : all)
        .ifPresent(parts::add);
    for (String member : List.of("tags", "location", "identity", "sku")) {
      one.member(member).ifPresent(parts::add);
    }
    parts.forEach(part -> references(part, one, before));
  }

  /// A nested template that is evaluated by itself refers to what it makes itself.
  private static Value outside(Value properties) {
    return properties.member("parameters").orElse(Value.NULL);
  }

  private void references(Value part, Planned one, Set<Planned> before) {
    switch (part) {
      case Value.Null _, Value.Bool _, Value.Num _ -> {}
      case Value.Text(String text, _) -> {
        evaluator.scales().charge(TemplateLimits.EACH + (long) text.length());
        Expression.in(text)
            .ifPresent(read -> read.each(expression -> reference(expression, one, before)));
      }
      case Value.Arr(var items) -> items.forEach(item -> references(item, one, before));
      case Value.Obj(var members) ->
          members.values().forEach(member -> references(member, one, before));
    }
  }

  private void reference(Expression expression, Planned one, Set<Planned> before) {
    if (expression instanceof Call(String function, var arguments)
        && function.equalsIgnoreCase("reference")
        && !arguments.isEmpty()) {
      path(arguments.getFirst(), one).ifPresent(path -> before.addAll(lookup.of(path)));
    }
  }

  /// Empty when it cannot be known yet, as within a loop of properties.
  private Optional<String> path(Expression argument, Planned one) {
    try {
      return Optional.of(TextFunctions.string(evaluator.of(argument, one.frame())));
    } catch (Refused unknown) {
      return Optional.empty();
    }
  }
}
