package dev.strongroom.arm;

import dev.strongroom.arm.InnerRequests.Answer;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Refused;
import dev.strongroom.template.Plan;
import dev.strongroom.template.Planned;
import dev.strongroom.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What-if: what a deployment would do, told without doing it. It sees what the caller may read.
final class Foresight {
  private static final Value MASK = Value.text("*******");
  private static final String SECRET = "Microsoft.KeyVault/vaults/secrets";
  private static final Set<String> KEYS =
      Set.of("microsoft.keyvault/vaults/keys", "microsoft.keyvault/managedhsms/keys");

  private final Plan plan;
  private final InnerRequests requests;

  Foresight(Plan plan, InnerRequests requests) {
    this.plan = plan;
    this.requests = requests;
  }

  /// @param besides what is in the group and not in the plan
  List<Value> changes(List<GroupInventory.Item> besides, boolean complete) {
    List<Value> changes = new ArrayList<>();
    plan.resources().stream().filter(Planned::made).map(this::change).forEach(changes::add);
    for (GroupInventory.Item item : besides) {
      Answer now = requests.get(item.path(), item.apiVersion());
      changes.add(
          change(item.path(), complete ? "Delete" : "Ignore", now.body(), Optional.empty()));
    }
    return changes;
  }

  private Value change(Planned one) {
    Value wanted;
    try {
      wanted = masked(one, plan.body(one));
    } catch (Refused unknown) {
      return unsupported(one, WireErrors.of(unknown.problem()).message());
    }
    Answer now = requests.get(one.path(), one.apiVersion());
    if (now.absent()) {
      return change(one.path(), "Create", Value.NULL, Optional.of(named(one, wanted)));
    } else if (!now.good()) {
      return unsupported(one, now.error().text("message", true).orElse("It cannot be read."));
    } else if (KEYS.contains(
        one.type().toLowerCase(Locale.ROOT))) { // whatever the template says of it
      return change(one.path(), "NoChange", now.body(), Optional.of(now.body()));
    }
    List<Value> delta = Difference.between(now.body(), wanted);
    boolean writesOnly = delta.stream().allMatch(Foresight::isWriteOnly);
    String kind = delta.isEmpty() ? "NoChange" : writesOnly ? "Deploy" : "Modify";
    Value after = Difference.merged(now.body(), wanted);
    Value.Obj plain = change(one.path(), kind, now.body(), Optional.of(after));
    return kind.equals("Modify") ? with(plain, "delta", new Value.Arr(delta)) : plain;
  }

  /// A value that can be written and never read tells nothing.
  private static boolean isWriteOnly(Value change) {
    return change.member("after").filter(MASK::sameAs).isPresent();
  }

  private static Value masked(Planned one, Value body) {
    Value shown = body.masked(MASK);
    if (!one.type().equalsIgnoreCase(SECRET)
        || !(shown.member("properties").orElse(Value.NULL) instanceof Value.Obj(var properties))) {
      return shown;
    }
    Map<String, Value> hidden = new LinkedHashMap<>(properties);
    hidden.replaceAll((name, value) -> name.equalsIgnoreCase("value") ? MASK : value);
    return with(shown, "properties", new Value.Obj(hidden));
  }

  private static Value named(Planned one, Value body) {
    Map<String, Value> named = new LinkedHashMap<>();
    named.put("id", Value.text(one.path()));
    named.put("name", Value.text(one.name().substring(one.name().lastIndexOf('/') + 1)));
    named.put("type", Value.text(one.type()));
    named.put("apiVersion", Value.text(one.apiVersion()));
    if (body instanceof Value.Obj(var members)) {
      named.putAll(members);
    }
    return new Value.Obj(named);
  }

  private static Value unsupported(Planned one, String why) {
    Value.Obj plain = change(one.path(), "Unsupported", Value.NULL, Optional.empty());
    return with(plain, "unsupportedReason", Value.text(why));
  }

  private static Value.Obj change(String path, String kind, Value before, Optional<Value> after) {
    Map<String, Value> change = new LinkedHashMap<>();
    change.put("resourceId", Value.text(path));
    change.put("changeType", Value.text(kind));
    if (!(before instanceof Value.Null)) {
      change.put("before", before);
    }
    after.ifPresent(value -> change.put("after", value));
    return new Value.Obj(change);
  }

  private static Value with(Value object, String name, Value value) {
    Map<String, Value> more = new LinkedHashMap<>();
    if (object instanceof Value.Obj(var members)) {
      more.putAll(members);
    }
    more.put(name, value);
    return new Value.Obj(more);
  }
}
